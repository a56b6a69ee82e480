"""What sort of answer a question wants: a grade, a list, a change, a sum, what came of something."""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.understanding.degree import as_degree


class Wants(StrEnum):
    """The sort of thing that answers."""

    NUMBER = "number"
    SHARE = "share"
    MONEY = "money"
    DATE = "date"
    PERSON = "person"
    NAME = "name"
    GRADE = "grade"
    LIST = "list"
    CHANGE = "change"
    OUTCOME = "outcome"  # what came of an action, a promise or a finding
    TEXT = "text"


# "outstanding" of these is no grade: they are yet to be done
UNFINISHED = r"(action|recommendation|issue|item|task|matter|assessment|check|payment|debt|repair|application)s?"
# "What is it called?", but neither "when Ofsted called" nor "what they called for"
NAMED = (
    r"(?<!\bofsted )(?<!\binspectors )(?<!\binspector )(?<!\bthey )(?<!\bcqc )(?<!\bhmi )"
    r"\bcalled\b(?! (?:for|in|on|out|off|upon)\b)"
)
WANTS: tuple[tuple[str, Wants], ...] = (
    (r"how (many|few)|number of|\bhow old\b|what age|how long|\bhow far\b", Wants.NUMBER),
    (r"percentage|per ?cent|proportion|fraction|what share|\brate of\b|%", Wants.SHARE),
    (r"\bby how much\b|\bhow much (more|less|fewer)\b", Wants.SHARE),
    (r"(?<!by )how much(?! (more|less|fewer))|\bcosts?\b|\bbudget|\bspend(ing)?\b|\bspent\b|£|\bprices?\b|"
     r"\bfunding\b|(?<!\bin )(?<!\btake )(?<!\btook )(?<!\btaking )\bcharged?s?\b(?! with\b)|\bfees?\b|\b(pay|pays|"
     r"paying|paid)\b.*\b(week|month|year|night|for)\b",
     Wants.MONEY),
    (r"^(and )?when('?s)?\b|\bwhen (was|were|did|is|are|should|will|does)\b|what (date|day|month|year)|\bdates?\b|"
     r"by what|how soon", Wants.DATE),
    (r"(^|, |\band )who\b|\bwhose\b|lead inspector|\bnames?\b.*\b(director|manager|inspector|councillor|chair)",
     Wants.PERSON),
    (r"\b(which|what) (?!(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|"
     r"should)\b)(\w+ ){0,3}(agency|app|charity|college|committee|company|court|firm|hospitals?|hotels?|"
     r"organisation|programme|provider|schools?|system|team|tool|wards?)\b|\bnames?\b|" + NAMED, Wants.NAME),
    (r"\bgrades?d?\b|\brat(ed|ings?)\b|\b(ofsted|inspect(ors|ion)|they|report) rate\b|"
     r"\boutcome\b.*\b(get|inspection)|^how did .* do in|\b(better|worse|best|worst) (\w+ )?(outcome|result|grade)|"
     r"\b(came|come|comes|coming) out (ahead|on top|top|best|worst|better|worse)\b[^?]*\boverall\b|"
     r"\b(did|do|done|fared?|came out) (better|worse|best|worst) (in|at) (its|their|the|our)\b.*\binspection|"
     r"\b(better|worse|best|worst|stronger|strongest|weaker|weakest) (for|on|in|at) (help and protection|"
     r"children in care|"
     r"care leavers|leadership|adoption|overall)\W*$|"
     r"\bwhat did (we|they|the council) (get|score)\b|\bjudg(e?ments?|ed)\b|\b(ofsted|inspectors) judge\b|"
     rf"^(?!.*\b{UNFINISHED}\b).*\boutstanding\b|\binadequate\b|\bverdict\b|\bofsted'?s? "
     r"(history|record|view of(?! (?:what|how|the way|whether)\b))", Wants.GRADE),
    (r"\blist\b|\bwhich (two|three|four|five|things|areas)|"
     r"what (\w+ )?(needs?|needed|had|has) to (improve|get better|happen)|"
     r"\bwhat (did|does|do) [^?]{1,40}?\b(need|have) to (improve|get better|do better|put right|fix|change)\b|"
     r"improvement (list|areas)|areas? for improve?ments?|priority actions?|recommend(s|ed|ing|ations?)?\b|"
     r"\bwhat\b.*\b(wants?|wanted|expect(ed)?) (to (be|get|see) )?(done|changed|fixed|sorted( out)?|put right|better|"
     r"improved)\b|\bwhat\b.*\b(had|has|have|needs?|needed) to (be|get) (better|done|fixed|put right|addressed)\b|"
     r"\b(weakness(es)?|weak spots?|failings|areas)\b.*\b(had|has|have|must|needs?|needed) (to )?(be )?"
     r"(cover|address|deal with|put right)\b|"
     r"\bwhat\b.*\bwritten statement of action\b.*\b(cover|address|deal with|about|put right)|"
     r"(told|asked|want(ed)?|expect(s|ed)?|say|said)\b.*\b(to )?"
     r"(improve|work on|get better|sort out|address|put right)", Wants.LIST),
    (r"chang(e|ed|ing)|improv(e|ed|ing|ement)\b(?! (plan|board|notice|partner|advis|list|areas?))|better|worse|"
    r"since|over the years|"
     r"\bhistory\b|\btrends?\b|\bever (been|had)\b|moved|trace|compare|between .* and|still|yet|progress|"
     r"\b(more|less|fewer|fewer|lower|higher|harder|stronger|weaker)\b.*\bthan\b.*\b(we|they|it|used|before|last|"
     r"20\d\d)\b|"
     r"gone (up|down|from)\b|come down|over (the )?(inspections|time|reports)|inspection by inspection|"
     r"\b(?:starting|beginning) (?:with|from|in|at)\b|"
    r"from (the )?(very )?(first|earliest|oldest)\b.* to (the )?(very )?(last|latest|newest|most recent)\b|"
    r"\b(going|dating|stretching|reaching|way|right|as far) back (to|as)\b|(down|through|across|over) the (years|"
    r"inspections|reports)|year (by|on|after) year|"
    r"\b(at|in|from|for) (each|every) (\w+ ){0,3}(inspections?|reports?)\b|20\d\d[^?]{0,20}\bonwards?\b|"
    r"20\d\d (up )?(to|until|till|through to) (now|date|today|the (latest|last|present|most recent))\b|"
     r"\bhow (has|have) .* (gone|been|done)\b|shift(ed|ing)?|20\d\d (vs|versus|v) ",
     Wants.CHANGE),
    (r"\b(came|come|becomes?|became) of\b|\bwhat(\'s| has| have)? (been done|happened|happens)\b|"
     r"\b(later|further|newer|more recent|subsequent) (papers?|reports?|evidence|inspections?|letters?|visits?|news|"
     r"word|mentions?|progress)\b|\bupdates?\b|\bfollow(ed)?[- ](up|through)\b|"
     r"\b(any|no) (news|word|progress) (on|of|about|with|since)\b|"
     r"\b(anything|nothing|something|more|word|heard|news) (\w+ ){0,5}since( then)?\W*$|"
     r"\b(said|heard|mentioned|reported|written) (\w+ ){0,2}(it|this|that|them) since\b|"
     r"\b(was|were|is|are|been|got|get|ever|yet|it|that|they|them)\b(?! to be)[^?]{0,80}(?<!to be )(?<!should be )"
     r"(?<!must be )\b(put right|fixed|sorted( out)?|dealt with|acted (up)?on|resolved|implemented|remedied|"
     r"followed through|carried through)\b|"
     r"\b(did|has|have|had) (they|it|the council|we|the panel|leaders|the plan|that|this)\b.*\b(ever|get|got|deliver|"
     r"delivered|happen|keep|kept|meet|met|do|done|finish|finished|sort(ed)?|fix(ed)?|act(ed)? on|tackled?|"
     r"addressed?|dealt?|solved?)\b|"
     # "was that true?", "what did it then hear?", "what did the next inspection find?"
     r"^\W*(and |but |so )?(was|is|were) (that|it|this|he|she|they) (true|right|correct|so|the case|accurate)\b|"
     r"\bwhat (did|has|have|had|was|were)\b[^?]{0,30}\b(then|later|afterwards|subsequently)\b|"
     r"\bwhat (did|does|do|have|has) (the |its |their )?(next|following|subsequent|later) (\w+ )?"
     r"(inspections?|visits?|reports?|letters?)( \w+)? (find|found|say|said|show|shown|report|conclude)\b|"
     # "the panel wanted an officer by May. Was one in post?"
     r"\b(wanted|asked|resolved|promised|told|recommended|pledged|agreed|supposed|due|planned|meant|to be)\b"
     r"[^?]*[.;,:–-] *(and |so |but )?(was|were|did|does|has|have|is|are) (one|it|they|that|this|any|he|she|we|the)\b"
     r"[^?,;.]{0,40}\?\W*$|\bas promised\b|\bpromised?\b|"
     r"\b(has|have|had) .*\b(stopped|ended|finished|met|kept|been (done|put right|fixed|sorted|met))\b|"
     r"\bwas (it|that|this|the action) (done|delivered|finished|kept|met)\b|\bwhen did it\b|\bby then\b",
     Wants.OUTCOME),
)  # fmt: skip


# "critical of how long cases take" asks for words on it, and for no length of time
JUDGED = re.compile(
    r"\b(?:critical|criticis\w+|complain\w*|worr(?:y|ied)|concern(?:s|ed)?|happy|unhappy|pleased|comment\w*|"
    r"positive|negative|"
    r"views?|say|said|think|thought)(?: \w+)? (?:of|about|over|with|on|at) "
    r"(?:how (?:long|many|few|much|often|old|far|soon)|the (?:number|cost|price|length|rate|proportion)s? of)\b"
)


# "a service that Ofsted rated highly": says which is meant, and asks for no grade
RATED = re.compile(
    r"(?<=\ba )(?P<what>(?:[\w-]+ ){0,3}?(?:service|team|scheme|project|programme|initiative|approach|model|charity|"
    r"panel|group|unit|forum)\b[^.?;]{0,80}?) (?:that|which|who)(?: (?!what|how)[\w'’]+){0,3} (?:rated|judged|graded)"
    r"(?: \w+)? (?:highly|well|good|outstanding|strong|poorly|weak|badly|inadequate)\b"
)


# A council rates the actions of its plan and its own figures red, amber and green: no grade of an inspection.
RATED_BY_COUNCIL = re.compile(r"\b(?:actions?|amber|indicators?|kpis?|milestones?|rag|red|tasks?)\b")
RATING = re.compile(r"\b(?:rag[- ]?)?rat(?:ed|ings?)\b")


# "We came out outstanding, but what still needs work?" tells the grade and asks for none.
TOLD_GRADE = re.compile(
    r"^[^?.;]*?\b(?:came out|got|graded|is|judged|rated|was|we're|were)\b[^?.;]{0,60}?"
    r"\b(?:outstanding|good|inadequate|adequate|requires improvement)\b[^?.;]*?(?:\bbut\b|[.;] )"
    r"(?=.*\b(?:needs?|needed) (?:\w+ )?(?:work|attention|improv\w+|fixing)\b)",
    re.IGNORECASE,
)


def wants_of(text: str) -> frozenset[Wants]:
    """TEXT alone where the words ask for nothing of the kind."""
    lower = RATED.sub(r"\g<what> ", JUDGED.sub(" ", as_degree(text.casefold())))
    if RATED_BY_COUNCIL.search(lower):
        lower = RATING.sub(" ", lower)
    lower = TOLD_GRADE.sub(" ", lower)
    found = frozenset(wants for pattern, wants in WANTS if re.search(pattern, lower))
    return found or frozenset({Wants.TEXT})
