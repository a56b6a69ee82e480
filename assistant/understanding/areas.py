"""The areas of a service that inspectors judge, as questions and reports name them."""

from __future__ import annotations

AREA_SIGNS = {
    "overall": r"\boverall\b",
    "leaders": r"\bleader(s|ship)?\b",
    "help_and_protection": r"help and protection|child protection|need(ing)? help",
    "in_care": r"\bin care\b|looked[- ]after|\blac\b|\bcla\b|\bcic\b",
    "care_leavers": r"care leaver|leaving care|care[- ]experienced",
    "adoption": r"\badopt",
    "lscb": r"\blscbs?\b|safeguarding (children(['’]?s)? )?board",
    "send": r"\bsend\b",
}
