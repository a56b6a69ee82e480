"""What axe-core finds that the markup of Streamlit forces: the accessibility statement lists it, the test allows it."""

from __future__ import annotations

from dataclasses import dataclass

AXE = "4.12"  # the version that the tests run


@dataclass(frozen=True, slots=True)
class Forced:
    """``selector`` matches what axe-core names; ``issue`` is where it is reported to Streamlit."""

    rule: str
    selector: str
    what: str
    criterion: str
    issue: str


FORCED: tuple[Forced, ...] = ()
