"""Lists that a report itself makes: what must improve, priority actions, recommendations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.evidence.focus import in_focus, latest_of
from assistant.quoting.demands import IMPROVE, PRIORITY
from assistant.quoting.quoted import Quoted
from assistant.understanding.question import Question, substance, topic_of
from assistant.understanding.scene import inspection_told, told_and_asked
from assistant.understanding.wants import TOLD_GRADE, Wants
from corpus.catalogue import Catalogue
from corpus.context import kind_name, when
from corpus.held import HeldPaper, HeldPassage
from corpus.paper import INSPECTIONS, BlockKind, Recommendation, RecommendationKind, Voice

ASKS_PRIORITY = re.compile(r"\bprio\w* actions?\b", re.IGNORECASE)
ASKS = re.compile(
    r"\bprio\w* actions?\b|\bimprov|\brecommend|\bwork on\b|\bget better\b|\bsort out\b|\baddress\b|\bput right\b",
    re.IGNORECASE,
)
# Asked so, the whole list is the answer only where no one matter of it is named.
ASKS_WHOLE = re.compile(
    r"\b(wants?|wanted|expect(ed)?) (to (be|get|see) )?(done|changed|fixed|sorted( out)?|put right|better|improved)\b|"
    r"\b(had|has|have|needs?|needed) to (be|get) (better|done|fixed|put right|addressed)\b",
    re.IGNORECASE,
)
# What must be done, in whatever words: by a word that asks for it alone ("what homework did they set us?"), or by one
# that asks for something and one that says what is done to it ("three points that they wanted tackled").
_ACTS = (
    r"improv\w+|fix(?:ed|ing)?|sort(?:ed|ing)?(?: out)?|tackl\w+|address\w*|put(?:ting)? right|rectif\w+|remed\w+|"
    r"resolv\w+|"
    r"chang\w+|done?|doing|do|better|strengthen\w*|work(?:ed|ing)? on|deal(?:ing)? with|dealt with|act(?:ed|"
    r"ing)? (?:up)?on|"
    r"correct\w*|overcome|attend(?:ed)? to|look(?:ed)? at|concentrat\w+ on|focus\w* on|develop\w*|get(?:ting)? better|"
    r"step(?:ped)? up|turn(?:ed)? round|attention|action|raise[ds]?"
)
DEMANDED = re.compile(
    r"\b(?:homework|to-?do(?: list)?|action points?|points? for (?:action|improvement|development)|"
    r"(?:areas?|things|matters|points) (?:for|of|needing|in need of|requiring) (?:improvement|development|attention|"
    r"action)|"
    r"shortcomings?|(?:fall|fell|falling|fallen|come|came) (?:\w+ )?short|recommend(?:s|ed|ations?)?|"
    r"(?:improvements?|changes) (?:\w+ ){0,4}(?:wanted|asked|called|sought|requested|required|demanded|expected|needed|"
    r"made|recommended|listed|named|suggested|set)|(?:what|which|list|name|the|\w+) improvements|"
    r"(?:wanted|expected|required|asked|demanded) (?:of|from) (?:us|them|it|the|\w+)|"
    r"(?:the|(?:what|which|whose)(?: were| are)?(?: the)?|two|three|four|five|six|main) (?:\w+ )?asks|"
    r"(?:jobs|tasks|chores|assignments|challenges)\b.*\b(?:leave|left|leaving|give|gave|given|set|hand(?:ed)?|"
    r"face[sd]?|had)|"
    r"(?:leave|left|leaving|give|gave|given) (?:\w+ ){0,4}(?:to (?:do|get on with|be getting on with)|to)|"
    r"(?:what|which)\b.*\b(?:wrong|weakness(?:es)?|failings)|need(?:s|ed|ing)? (?:attention|action|work|improvement)|"
    r"priority actions?|improvement list)\b|"
    rf"\b(?:want(?:s|ed|ing)?|ask(?:s|ed|ing)?|t[eo]ld?l?|expect(?:s|ed|ing)?|call(?:s|ed|ing)? (?:for|on)|"
    rf"requir(?:e|es|ed|ing)|"
    rf"urg(?:e|ed|es|ing)|must|should|ought|needs?|needed|needing|(?:ha[sd]|have) to|got to|left|still|set|advised|"
    rf"instructed|demand(?:s|ed)?|like(?:d)? to see|supposed|meant|due|list|named?)\b.*\b(?:{_ACTS})\b|"
    rf"\bthings? to (?:be )?(?:{_ACTS})\b",
    re.IGNORECASE,
)
# What has been done, or has changed, since: that is told of each later inspection, and by no list of what was to be.
SINCE_DONE = re.compile(
    r"\b(?:has|have|had|hasn['’]t|haven['’]t|['’]ve)\b(?! to\b)|\bsince\b|\b(?:came|become|became|"
    r"happened)\b(?! short)|"
    r"\b(?:did|was|were|is|are) (?:it|they|that|this|these|those|we|any of (?:it|them|this))\b(?! (?:told|asked|to|"
    r"expected|"
    r"required|wanted|meant|supposed|set|left|say|said|ask|want|tell|expect|recommend))|^\W*(?:and |but |"
    r"so )?(?:did|was|is|has)\b",
    re.IGNORECASE,
)
WHAT_IT_IS = re.compile(
    r"\W*(?:and |so )?(?:what|which) (?:is|are|was|were) (?:it|they|that|those|these)\W*", re.IGNORECASE
)
# "What were the main concerns at the 2023 inspection?" asks for the list, if it is of no one matter.
FAULTS = re.compile(
    r"\b(?:what(?:[’']?s)?|which|list)\b.*"
    r"\b(?:biggest|main|greatest|chief|top|worst|key|most (?:serious|pressing)) (?:\w+ )?"
    r"(?:worr(?:y|ies)|concerns?|weakness(?:es)?|problems?|failings?|criticisms?|shortcomings?|issues?)\b",
    re.IGNORECASE,
)
STUDY = re.compile(r"^(?:case|practice) study\b", re.IGNORECASE)
LONG = 60  # sentences: a list of more is told in paragraphs, of which the first sentence names the matter
ASKS_STATEMENT = re.compile(r"\bwritten statement of action\b|\bwsoas?\b", re.IGNORECASE)
_THE_PAPER = (
    r"(?:the|its|their|our|that|this) (?:(?!(?:about|on|of|with|for|to)\b)[\w’'-]+ ){0,5}?"
    r"(?:visit|inspection|letter|report|review)s?\b"
)
OF_PAPER = re.compile(rf"\b(?:(?:after|at|in|from|by|during|following|of) )?{_THE_PAPER}", re.IGNORECASE)
LIST_WORDS = frozenset(
    """want wants wanted wanting expect expects expected expecting done do doing changed changes change changing
    fixed fix
    fixing sorted sort sorting right better improved improve improves improving improvement improvements needs need
    needed
    needing had has have having address addressed addressing tackle tackled tackling rectify rectified remedy remedied
    remedies resolve resolved correct corrected strengthen strengthened work worked working deal dealt dealing act acted
    acting action actions attend attended attention develop developed development step stepped turned round raise raised
    overcome concentrate focus focused things thing areas area points point items item matters matter aspects aspect
    asked ask asks asking tell told telling tells urge urged call called calls calling demand demanded demands require
    required requires requiring requirement requirements recommend recommends recommended recommendation recommendations
    advise advised instructed set sets left still must should ought supposed meant due homework to-do todo priority
    priorities list listed lists name named names naming outline summarise give given gave remind show run through joint
    full remote biggest main greatest chief top worst key serious pressing important urgent worry worries concern
    concerns
    weakness weaknesses weak problem problems failings failing fall fell fallen short shortcoming shortcomings criticism
    criticisms criticised wrong issue issues found find raised identified identify flagged highlighted picked mentioned
    noted written wrote put come came go going get getting got still yet remains remain remained outstanding
    jobs tasks chores assignments challenges leave leaving hand handed face faced faces
    one two three four five six seven eight nine ten single several few couple number all each every both whole complete
    inspection inspections inspected inspectors inspector ofsted report visit visited visits ilacs review letter
    council council's authority leaders managers service services children's children childrens social care department
    following after afterwards last latest recent time year local area's sought requested suggested made like see
    something say said says according exactly please pls whats main thinks thought think felt""".split()
)


@dataclass(frozen=True, slots=True)
class Listed:
    """The items of a list. ``lacks`` says that the paper asked about has no priority actions: the items are then what
    it lists for improvement instead."""

    items: tuple[Quoted, ...] = ()
    lacks: str | None = None


def find_list(catalogue: Catalogue, question: Question, papers: Sequence[HeldPaper]) -> Listed:
    """The whole list that a question asks for, from the one paper that it is about; empty where there is none."""
    listed = find_named_list(catalogue, question, papers)
    if listed.items or not is_of_demands(question, papers):
        return listed
    return Listed(whole_list(catalogue, candidates(question, papers)))


def find_named_list(catalogue: Catalogue, question: Question, papers: Sequence[HeldPaper]) -> Listed:
    """The list that a question asks for by a name that reports give it, or by what is said of its whole."""
    if Wants.LIST not in question.wants:
        faults = FAULTS.search(question.text) and names_no_matter(question, papers)
        return Listed(whole_list(catalogue, candidates(question, papers))) if faults else Listed()
    if Wants.OUTCOME in question.wants and not names_no_matter(question, papers):
        return Listed()  # what came of one recommendation is told of it alone
    fitting = candidates(question, papers)
    if ASKS_STATEMENT.search(question.text):
        return Listed(register_rows(catalogue, fitting, RecommendationKind.PRIORITY_ACTION))
    if not ASKS.search(question.text):
        whole = ASKS_WHOLE.search(question.text) and names_no_matter(question, papers)
        return Listed(whole_list(catalogue, fitting)) if whole else Listed()
    if not ASKS_PRIORITY.search(question.text):
        return Listed(first_list(catalogue, fitting, IMPROVE))
    for paper in fitting:
        rows = RecommendationKind.PRIORITY_ACTION
        if priority := first_list(catalogue, [paper], PRIORITY) or register_rows(catalogue, [paper], rows):
            return Listed(priority)
    if not question.periods or len(fitting) != 1:
        return Listed()
    paper = fitting[0]
    lacks = f"The {kind_name(paper.facts)} of {when(paper.facts)} lists no area for priority action."
    return Listed(first_list(catalogue, fitting, IMPROVE), lacks)


def is_of_demands(question: Question, papers: Sequence[HeldPaper]) -> bool:
    """Whether a question asks for all that an inspection says must be done, and for nothing within it."""
    text = question.text.replace("’", "'")
    _, asked = told_and_asked(text)  # "inspectors came in May" tells of no change
    if question.kinds and not question.kinds & INSPECTIONS:
        return False
    if Wants.GRADE in question.wants or question.before or ASKS_STATEMENT.search(text) or tells_since(asked):
        return False
    own = replace(question, text=asked) if inspection_told(text) else question  # what the visit was about is no matter
    return bool(DEMANDED.search(text)) and names_no_matter(own, papers)


def tells_since(asked: str) -> bool:
    """Whether a question is for what was done since; not so "What was it?", after something that must be."""
    return bool(SINCE_DONE.search(asked)) and not WHAT_IT_IS.fullmatch(asked)


def names_no_matter(question: Question, papers: Sequence[HeldPaper]) -> bool:
    """Whether a question asks of a whole paper, and not of one matter in it."""
    held = [paper.facts.authority for paper in papers if paper.facts.authority]
    text = TOLD_GRADE.sub(" ", question.text)
    asked = substance(OF_PAPER.sub(" ", topic_of(OF_PAPER.sub(" ", text), held)))
    return all(word.casefold() in LIST_WORDS or word.isdigit() for word in asked)


def whole_list(catalogue: Catalogue, papers: Sequence[HeldPaper]) -> tuple[Quoted, ...]:
    """The priority actions of the first paper that lists anything, and what else it says must improve."""
    for paper in papers:
        found = (*first_list(catalogue, [paper], PRIORITY), *first_list(catalogue, [paper], IMPROVE))
        if items := tuple({(item.passage.key, item.sentence): item for item in found}.values()):
            return items
    return ()


def register_rows(catalogue: Catalogue, papers: Sequence[HeldPaper], kind: RecommendationKind) -> tuple[Quoted, ...]:
    """What the register of recommendations has of a kind in the first of the papers that it has any of, whatever the
    heading over it."""
    for paper in papers:
        rows = [row for _, row in catalogue.recommendations([paper]) if row.kind is kind]
        items = tuple(place for row in rows for place in sentences_of(row, catalogue.passages_of(paper)))
        if items:
            return items
    return ()


def sentences_of(row: Recommendation, passages: Sequence[HeldPassage]) -> list[Quoted]:
    """The sentences of the first passage on the row's page that holds its words."""
    for held in passages:
        start = held.passage.text.find(row.text)
        if start >= 0 and any(segment.page == row.page for segment in held.passage.segments):
            end = start + len(row.text)
            return [Quoted(held, i) for i, s in enumerate(held.passage.sentences) if s.start < end and s.end > start]
    return []


def first_list(catalogue: Catalogue, papers: Sequence[HeldPaper], heading: re.Pattern[str]) -> tuple[Quoted, ...]:
    """What stands under such a heading in the first of the papers that has one, parted by further headings or not.

    Of a report that lists for the council and for its safeguarding board, what stands first: it is the council's.
    """
    for paper in papers:
        lists: dict[tuple[str, ...], list[Quoted]] = {}
        for held in catalogue.passages_of(paper):
            passage = held.passage
            over = next((i for i, said in enumerate(passage.headings) if heading.search(said)), None)
            if over is None or passage.kind is BlockKind.HEADING or passage.voice not in (None, Voice.INSPECTOR):
                continue
            if any(STUDY.search(said) for said in passage.headings[over:]):
                continue
            items = lists.setdefault(tuple(passage.headings[: over + 1]), [])
            items += [Quoted(held, i) for i in range(len(passage.sentences))]
        if lists:
            items = next(iter(lists.values()))
            return tuple(items if len(items) <= LONG else (item for item in items if item.sentence == 0))
    return ()


def candidates(question: Question, papers: Sequence[HeldPaper]) -> list[HeldPaper]:
    """The inspections that fit the question, the latest first; without a date only the latest of the kind."""
    fitting = [paper for paper in in_focus(question, papers) if paper.facts.kind in INSPECTIONS]
    if not question.periods:
        latest = latest_of(fitting, set(question.kinds))
        fitting = [paper for paper in fitting if paper.id in latest]
    return sorted(fitting, key=lambda paper: paper.said, reverse=True)
