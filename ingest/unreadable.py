"""What a reader raises."""


class UnreadablePaper(Exception):
    """A file that cannot be read as a paper. The message names what is wrong and the remedy."""
