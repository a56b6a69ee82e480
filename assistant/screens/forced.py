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


NOT_REPORTED = "None found; seen in Streamlit 1.67"
FORCED = (
    Forced(
        "list",
        '[data-testid="stSidebarNavItems"]',
        "On narrow screens, the list of screens holds the headings of its menus beside its items",
        "1.3.1 Info and relationships",
        NOT_REPORTED,
    ),
    Forced(
        "listitem",
        '[data-testid="stSidebarNavItems"] li',
        "On narrow screens, the screens below such a heading are not marked as items of that list",
        "1.3.1 Info and relationships",
        NOT_REPORTED,
    ),
)
