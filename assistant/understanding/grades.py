"""The four grades of an inspection, as papers and questions write them."""

from __future__ import annotations

import re

GRADES = ("inadequate", "requires improvement", "good", "outstanding")  # the worst first
WRITTEN = {
    "requires improvement": r"requir(?:es?|ed|ing) improvement(?: to be good)?",
    "outstanding": "outstanding",
    "inadequate": "inadequate",
    "good": "good",
}
# "adequate" was a grade until 2013
ANY_GRADE = re.compile(rf"\b(?:{'|'.join(WRITTEN.values())}|adequate)\b", re.IGNORECASE)
