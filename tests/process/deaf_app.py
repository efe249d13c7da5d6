"""The command, where no signal says that the terminal has gone, as under `nohup`."""

import signal
import sys

from game.cli.main import main

if __name__ == "__main__":
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    sys.exit(main())
