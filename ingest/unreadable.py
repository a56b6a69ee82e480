"""What a reader raises."""

SAVE_ANEW = "open it, save it anew as PDF, and add it again"


class UnreadablePaper(Exception):
    """A file that cannot be read as a paper. The message names what is wrong and the remedy."""
