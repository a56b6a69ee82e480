"""Files that an officer takes out of the service: each is noted in the audit trail."""

from __future__ import annotations

from collections.abc import Callable

from corpus.audit import Action, record
from corpus.reader import Reader
from corpus.workbench import Workbench


def noted(
    workbench: Workbench, reader: Reader, what: str, as_what: str, make: Callable[[], bytes]
) -> Callable[[], bytes]:
    """What makes the file for a download button, and notes that it did.

    It is noted while the file is made: a click that drew the screen anew could take away the file that it asks for.
    """

    def made() -> bytes:
        file = make()
        record(workbench, reader, Action.EXPORTED, what, as_what)
        return file

    return made
