"""Sentences of procedure: who came, by which rules, who is thanked, what is sent to whom, and what comes next.

They stand in every report and letter and find nothing on the service; each is told by what it speaks of, not by the
words of one report.
"""

from __future__ import annotations

import re

INSPECTORATE = (
    r"(?:ofsted|cqc|hmi\w*|the (?:joint )?inspectorates?|the care quality commission|dfe"
    r"|the department(?: for education)?|the secretary of state|the regional director"
    r"|(?:her|his) majesty['’]s (?:chief )?inspector\w*)"
)
OWN_PAPER = r"(?:this|the|our|my|your|above|full) (?:inspection |joint |final |draft )?(?:letter|report)"
STATEMENT = r"(?:written statement|action plan|statement of (?:proposed )?action|proposed actions?|written response)"
NAME = r"(?-i:[A-Z][\w’'-]+ [A-Z])"

SENT = (
    r"\b(?:i|we) (?:am|are|have|shall|will) (?:also )?(?:copy|copying|copied|notify|notified|writing|write|written)\b",
    r"\byou (?:will|should|can|may) (?:also |shortly |then )?(?:receive|hear from|be contacted|find (?:a|the))\b",
    rf"\bseparate(?:ly)? correspond\w+|\bcorrespondence from {INSPECTORATE}",
    rf"\b{OWN_PAPER} (?:will|shall|is|has been|can) (?:also |to )?(?:be )?(?:publish|cop|sen[dt]|found|available)\w*",
    r"\b(?:copy|copies) of th(?:is|e) (?:letter|report)\b|\bcopied to the\b",
)
THANKS = (
    r"^\W*(?:finally,? |once again,? )?(?:i|we|may i|inspectors|the (?:inspection )?team|please|on behalf of)\b"
    r".{0,60}\b(?:thank\w*|grateful|gratitude|appreciative"
    r"|appreciate\b.{0,40}\b(?:time|help|welcome|cooperation|co-operation))",
    r"^\W*(?:many )?thank(?:s| you)\b",
)
WHO_CAME = (
    r"\b(?:lead|deputy|team|reporting|hm|(?:her|his) majesty['’]s) (?:lead )?inspectors?\b[^.]{0,40}"
    rf"(?::|\b(?:was|were|is|are)\b)\s*{NAME}",
    rf"\b(?:the|our) (?:\w+ )?inspectors (?:for .{{0,30}})?were {NAME}",
    r"\b(?:inspection|visit|team) (?:was|were|is) (?:led|conducted|carried out|undertaken|made up|headed)\b"
    r".{0,30}\b(?:by|of|under|in (?:accordance|line)|during|over|at|between|from|on)\b",
    r"\b(?:inspection )?team (?:comprised|consisted|included)\b",
    r"\blead inspector and the\b.{0,80}\bagreed\b",
)
HOW = (
    r"\b(?:visit|inspection|review) (?:was|is) (?:carried out|conducted|undertaken|completed) in (?:line|accordance) "
    r"with\b",
    r"^\W*throughout th(?:is|e) (?:letter|report)\b",
    r"\bmethodology (?:for|of) (?:this|the|our) (?:visit|inspection|review)\b",
    r"\b(?:inspection|review|report|power)\b.{0,120}\b(?:carried out under|in accordance with|under) section \d",
    r"^\W*(?:the )?(?:inspectors|(?:inspection )?team) (?:were|was|worked) (?:\w+ ){0,2}(?:on[ -]site|remotely)\b",
    r"\b(?:visit|inspection) (?:followed|adhered to|used) (?:the|a|an)\b",
    r"^\W*inspectors used (?:video|telephone|virtual|a range)\b|\basked the inspectorates?\b",
    r"^\W*(?:during|on|for) (?:the|this|our) (?:visit|inspection),? (?:inspectors|we) (?:looked|considered|met|spoke"
    r"|reviewed|evaluated|visited|read|held|scrutinised|sampled|observed|also)",
    r"^\W*(?:the|a) (?:primary |main |key )?(?:focus|scope|purpose) (?:of (?:this|the) (?:visit|inspection) )?"
    r"(?:was|is|included)\b",
    r"^\W*(?:a|the) (?:wide )?range of evidence (?:was|were|including)",
    r"\bdefinitions? of th(?:e|is|ese)\b.{0,40}\bjudge?ments?|\bwhat (?:the )?inspection judge?ments mean\b",
    r"\bcross-referenced with\b|^\W*\(?outcomes? \d|\bproduces this report\b",
    r"\bit is (?:ofsted|the inspectorate)['’]s expectation\b",
    r"\bregulations 20\d\d\b.{0,80}\b(?:enable|require|determine)",
)
NEXT = (
    rf"\b{INSPECTORATE} (?:and .{{0,40}})?(?:will|shall|intends? to|may) (?:also |then |now )?(?:take|use|return"
    r"|re-?visit|visit|inspect|re-?inspect|monitor|contact|write|consider|publish|issue|confirm|discuss|arrange|carry|undertake"
    r"|receive|determine|be in|continue|review|provide)",
    r"\bnext (?:full |focused |monitoring |joint )?(?:inspection|visit)\b.{0,40}"
    r"\b(?:will|is (?:due|expected|likely)|should|shall)\b",
    r"\b(?:send|submit|prepare|share|forward|provide|publish|produce|draft|receipt|sent|submitted|prepared)\b"
    rf".{{0,60}}\b{STATEMENT}\b.{{0,90}}(?:\bofsted|@|\bwithin \d|\bwithin (?:\w+ )?working|\bby \d|\bthis letter"
    r"|\brespond|\bhmci|\bchief inspector|\bworking days)",
    r"\b(?:early|final) (?:draft|version) of (?:the|your) (?:action )?plan\b",
)
WHOM_TO_ASK = (
    r"\S@\S+\.\w|^\W*(?:if|should) you\b",
    r"\bplease (?:contact|send|e-?mail|write|visit|see|note|do not|let|return|use|quote)\b",
    rf"\bcomplain\w* (?:to|about|of) (?:{INSPECTORATE}|the (?:inspection|report|visit)|an inspection)",
    r"\b(?:tel|telephone|textphone|minicom|e-?mail) ?:",
)
PROCEDURE = re.compile("|".join((*SENT, *THANKS, *WHO_CAME, *HOW, *NEXT, *WHOM_TO_ASK)), re.IGNORECASE)
# Names and offices, an address, a list of those who signed: capitals, and hardly a word between them.
SMALL = frozenset("of for and the in inspector inspectors lead children’s children's services to on".split())


def is_procedure(text: str) -> bool:
    """Whether a sentence says how an inspection or its paper goes its way, and nothing of what was found."""
    text = " ".join(text.split())
    return bool(PROCEDURE.search(text)) or is_names(text)


def is_names(text: str) -> bool:
    """Whether a line is of names, offices and addresses alone."""
    words = re.findall(r"[^\W\d][\w’'.-]*", text)
    plain = [word for word in words if not word[0].isupper()]
    return len(words) > len(plain) + 3 and all(word.casefold() in SMALL for word in plain)
