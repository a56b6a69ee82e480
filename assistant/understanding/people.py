"""How a question or a paper names a person: by first name and surname, or by surname after a title."""

from __future__ import annotations

import re

HONORIFIC = r"(?:Councillor|Cllr|Dr|Sir|Dame|Mr|Mrs|Ms|Miss)\.? "
NAME = r"[A-Z][a-z]+(?:[-'’][A-Z]?[a-z]+)?"
NAMED = re.compile(rf"\b(?:{HONORIFIC})?{NAME}(?: (?:[A-Z]\. )?{NAME})+|\b{HONORIFIC}[A-Z][a-z]+")
TITLE = re.compile(rf"^{HONORIFIC}")
NO_NAME = re.compile(r"^(?:What|Did|Does|When|Where|Why|How|Who|According|And|But|So|Has|Had|Was|Is) ")
# A party, as the one that speaks: "Labour", "the Green group", "Conservative councillors"; no "green paper" or
# "independent review".
_MEMBERS = r"(?: (?:group|party|councillors?|members?|opposition|benches|leader))"
_ONE = r"(?:['’]s)?"
PARTIES = (
    *(
        rf"{name}{_ONE}{_MEMBERS}*"
        for name in ("labour", "(?:conservatives?|tor(?:y|ies))", "lib(?:eral)? dem(?:ocrat)?s?", "reform uk")
    ),
    *(rf"{name}s(?!\w)|{name}s?{_ONE}{_MEMBERS}+" for name in ("green", "independent")),
    rf"reform{_ONE}{_MEMBERS}+",
)
