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
PARTY = (
    rf"(?:labour|conservatives?|tor(?:y|ies)|lib(?:eral)? dem(?:ocrat)?s?|reform uk|ukip|plaid cymru)(?:['’]s)?"
    rf"{_MEMBERS}*|(?:greens|independents)|(?:greens?|reform|independents?)(?:['’]s)?{_MEMBERS}+"
)
