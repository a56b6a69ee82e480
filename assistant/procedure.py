"""Sentences of procedure: who came, by which rules, who is thanked, what is sent to whom, and what comes next.

They stand in every report and letter and find nothing on the service; each is told by what it speaks of, not by the
words of one report.
"""

from __future__ import annotations

import re

INSPECTORATE = (
    r"(?:ofsted|cqc|hmi\w*|the\s(?:joint\s)?inspectorates?|the\scare\squality\scommission|dfe"
    r"|the\sdepartment(?:\sfor\seducation)?|the\ssecretary\sof\sstate|the\sregional\sdirector"
    r"|(?:her|his)\smajesty['’]s\s(?:chief\s)?inspector\w*)"
)
OWN_PAPER = r"(?:this|the|our|my|your|above|full)\s(?:inspection\s|joint\s|final\s|draft\s)?(?:letter|report)"
STATEMENT = (
    r"(?:written\sstatement|action\splan|statement\sof\s(?:proposed\s)?action|proposed\sactions?|written\sresponse)"
)
NAME = r"(?-i:[A-Z][\w’'-]+\s[A-Z])"

PROCEDURE = re.compile(
    rf"""
    # what is sent, copied and published, and to whom
    \b(?:i|we)\s(?:am|are|have|shall|will)\s(?:also\s)?(?:copy|copying|copied|notify|notified|writing|writ(?:e|ten))\b
    | \byou\s(?:will|should|can|may)\s(?:also\s|shortly\s|then\s)?(?:receive|hear\sfrom|be\scontacted|find\s(?:a|the))\b
    | \bseparate(?:ly)?\scorrespond\w+ | \bcorrespondence\sfrom\s{INSPECTORATE}
    | \b{OWN_PAPER}\s(?:will|shall|is|has\sbeen|can)\s(?:also\s|to\s)?(?:be\s)?(?:publish|cop|sen[dt]|found|available)\w*
    | \b(?:copy|copies)\sof\sth(?:is|e)\s(?:letter|report)\b | \bcopied\sto\sthe\b
    # thanks
    | ^\W*(?:finally,?\s|once\sagain,?\s)?(?:i|we|may\si|inspectors|the\s(?:inspection\s)?team|please|on\sbehalf\sof)\b
      .{{0,60}}\b(?:thank\w*|grateful|gratitude|appreciative|appreciate\b.{{0,40}}\b(?:time|help|welcome|cooperation|co-operation))
    | ^\W*(?:many\s)?thank(?:s|\syou)\b
    # who made it
    | \b(?:lead|deputy|team|reporting|hm|(?:her|his)\smajesty['’]s)\s(?:lead\s)?inspectors?\b[^.]{{0,40}}(?::|\b(?:was|were|is|are)\b)\s*{NAME}
    | \b(?:the|our)\s(?:\w+\s)?inspectors\s(?:for\s.{{0,30}})?were\s{NAME}
    | \b(?:inspection|visit|team)\s(?:was|were|is)\s(?:led|conducted|carried\sout|undertaken|made\sup|headed)\b
      .{{0,30}}\b(?:by|of|under|in\s(?:accordance|line)|during|over|at|between|from|on)\b
    | \b(?:inspection\s)?team\s(?:comprised|consisted|included)\b
    | \blead\sinspector\sand\sthe\b.{{0,80}}\bagreed\b
    # by which rules, and how it was done
    | \bmethodology\s(?:for|of)\s(?:this|the|our)\s(?:visit|inspection|review)\b
    | \b(?:inspection|review|report|power)\b.{{0,120}}\b(?:carried\sout\sunder|in\saccordance\swith|under)\ssection\s\d
    | ^\W*(?:the\s)?(?:inspectors|(?:inspection\s)?team)\s(?:were|was|worked)\s(?:\w+\s){{0,2}}(?:on[\s-]site|remotely)\b
    | \b(?:visit|inspection)\s(?:followed|adhered\sto|used)\s(?:the|a|an)\b
    | ^\W*inspectors\sused\s(?:video|telephone|virtual|a\srange)\b | \basked\sthe\sinspectorates?\b
    | ^\W*(?:during|on|for)\s(?:the|this|our)\s(?:visit|inspection),?\s(?:inspectors|we)\s(?:looked|considered|met|spoke|
      reviewed|evaluated|visited|read|held|scrutinised|sampled|observed|also)
    | ^\W*(?:the|a)\s(?:primary\s|main\s|key\s)?(?:focus|scope|purpose)\s(?:of\s(?:this|the)\s(?:visit|inspection)\s)?(?:was|is|included)\b
    | ^\W*(?:a|the)\s(?:wide\s)?range\sof\sevidence\s(?:was|were|including)
    | \bdefinitions?\sof\sth(?:e|is|ese)\b.{{0,40}}\bjudge?ments? | \bwhat\s(?:the\s)?inspection\sjudge?ments\smean\b
    | \bcross-referenced\swith\b | ^\W*\(?outcomes?\s\d | \bproduces\sthis\sreport\b
    | \bit\sis\s(?:ofsted|the\sinspectorate)['’]s\sexpectation\b
    | \bregulations\s20\d\d\b.{{0,80}}\b(?:enable|require|determine)
    # what comes next
    | \b{INSPECTORATE}\s(?:and\s.{{0,40}})?(?:will|shall|intends?\sto|may)\s(?:also\s|then\s|now\s)?(?:take|use|return|re-?visit|visit|
      inspect|re-?inspect|monitor|contact|write|consider|publish|issue|confirm|discuss|arrange|carry|undertake|receive|
      determine|be\sin|continue|review|provide)
    | \bnext\s(?:full\s|focused\s|monitoring\s|joint\s)?(?:inspection|visit)\b.{{0,40}}\b(?:will|is\s(?:due|expected|likely)|should|shall)\b
    | \b(?:send|submit|prepare|share|forward|provide|publish|produce|draft|receipt|sent|submitted|prepared)\b.{{0,60}}\b{STATEMENT}\b
      .{{0,90}}(?:\bofsted|@|\bwithin\s\d|\bwithin\s(?:\w+\s)?working|\bby\s\d|\bthis\sletter|\brespond|\bhmci|\bchief\sinspector|\bworking\sdays)
    | \b(?:early|final)\s(?:draft|version)\sof\s(?:the|your)\s(?:action\s)?plan\b
    # whom to ask, and how to complain of an inspection
    | \S@\S+\.\w | ^\W*(?:if|should)\syou\b | \bplease\s(?:contact|send|e-?mail|write|visit|see|note|do\snot|let|return|use|quote)\b
    | \bcomplain\w*\s(?:to|about|of)\s(?:{INSPECTORATE}|the\s(?:inspection|report|visit)|an\sinspection)
    | \b(?:tel|telephone|textphone|minicom|e-?mail)\s?:
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Names and offices, an address, a list of those who signed: capitals, and hardly a word between them.
SMALL = frozenset("of for and the in inspector inspectors lead children’s children's services to on".split())


def is_procedure(text: str) -> bool:
    """Whether a sentence says how an inspection or its paper goes its way, and nothing of what was found."""
    return bool(PROCEDURE.search(text)) or is_names(text)


def is_names(text: str) -> bool:
    """Whether a line is of names, offices and addresses alone."""
    words = re.findall(r"[^\W\d][\w’'.-]*", text)
    plain = [word for word in words if not word[0].isupper()]
    return len(words) > len(plain) + 3 and all(word.casefold() in SMALL for word in plain)
