"""What axe-core would find in the markup of Streamlit itself, and the browser is made to mend: for the statement."""

from __future__ import annotations

from dataclasses import dataclass

AXE = "4.12"  # the version that the tests run


@dataclass(frozen=True, slots=True)
class Mended:
    """``rule`` is axe-core's; ``issue`` says where Streamlit has been told."""

    rule: str
    what: str
    criterion: str
    issue: str


LISTS = (
    "No report of it was found (searched in November 2026). It came with "
    "[streamlit 8681](https://github.com/streamlit/streamlit/pull/8681); accessible markup in general is "
    "[issue 8399](https://github.com/streamlit/streamlit/issues/8399), open"
)
MENDED = (
    Mended(
        "list",
        "On narrow screens, the list of screens holds the headings of its menus beside its items",
        "1.3.1 Info and relationships",
        LISTS,
    ),
    Mended(
        "listitem",
        "On narrow screens, the screens below such a heading are not marked as items of that list",
        "1.3.1 Info and relationships",
        LISTS,
    ),
)
