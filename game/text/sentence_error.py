"""The one kind of error that a person is shown by its words alone."""


class SentenceError(Exception):
    """What was asked for can't be done; the message is a sentence for whoever asked. The command ends with it, and code 2."""
