"""`python -m game` is the same as the command `neighbours`."""

from game.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
