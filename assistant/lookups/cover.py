"""What the first page of an inspection's paper says of the inspection: its days, and who made it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence.focus import in_focus, latest_of, weigh_papers
from assistant.evidence.requirement import moves_on_only
from assistant.lookups.judgements import areas_asked
from assistant.premises.attributed import ABOUT, OPENING
from assistant.premises.contrary import lines_of
from assistant.premises.misgraded import grades_in, is_of
from assistant.quoting.quoted import Quoted
from assistant.understanding.groups import LEADS_SERVICE, is_of_others
from assistant.understanding.question import Question, substance, topic_of
from assistant.understanding.stems import stems_of
from assistant.understanding.values import Ask
from assistant.understanding.wants import Wants
from corpus.catalogue import Catalogue
from corpus.held import HeldPaper, HeldPassage
from corpus.paper import INSPECTIONS, Kind

COUNT = r"(?:two|three|four|five|\d+)"
PAPER = r"(inspections?|visits?|review|jtai)"
# "When was the visit?", "what dates was the inspection?", "inspection dates", "who led it?"
ASKS_DAYS = re.compile(
    rf"\bwhen (was|were|did|is) (?P<days>[^?.,;]{{0,60}}?)\b{PAPER}( itself| actually)?( take place| happen|"
    rf" carried out| held|"
    rf" made| start| begin| finish| end)?(?= whose\b| that was published| reported| dated| and\b|\W*$|\?|,)|"
    rf"\b(what|which|exact|actual) (exact |{COUNT} )?(dates?|days)\b(?P<dates>[^?.]{{0,70}}?)\b{PAPER}\b|"
    rf"\b{PAPER} dates\b|"
    rf"\b{PAPER}\b\W+(exact )?dates\b|\bdates of (?P<of>[^?.]{{0,60}}?)\b{PAPER}\b|"
    rf"\b(?:{PAPER}|letter|report)\b[^?.]*\b(gives?|gave|says?|states?|prints?|for|on|over) (which|what) (dates?|"
    rf"days)\b|"
    rf"\b(?:when|(?:what|which|exact|actual) (?:{COUNT} )?(?:dates?|days)) (?:were|was|did|had|have|are) (?:the )?"
    r"(?:inspectors|ofsted|hmi|inspectorates?)\b(?P<went>[^?.]*?)\b(?:in|there|here|on[- ]?site|visit(?:ed)?|come|"
    r"came|"
    r"inspect(?:ed|ing)?|go in(?:to)?|(?:carry|carried) out)\b(?P<whom>[^?.,]{0,40})|"
    r"\bwhen (?:was|were) (?P<whose>[^?.,]{2,30}) inspected\b",
    re.IGNORECASE,
)
ASKS_ITS_DAYS = re.compile(
    r"\b(?:when|(?:what|which) (?:dates?|days)) (?:did|was|were) (?:that|it|this)\b(?: take place| happen| held|"
    r" carried out|\W*$)",
    re.I,
)
ASKS_WHO = re.compile(
    r"\b(?:who|which inspectors?|what inspectors?)\b[^?.]{0,30}\b(?:led|lead|in charge of|headed|carried out|ran|"
    r"conducted|came|visited|did|oversaw|fronted|were (?:on )?the (?:inspection )?team)\b(?P<who>[^?.]{0,60})|"
    r"\b(?:who|which inspectors?|what inspectors?)\b[^?.]{0,20}\b(?:leading|heading(?: up)?|running|overseeing|"
    r"conducting)"
    r"(?P<whom>(?: (?!when|while|as|at|during|for|of)[\w'’-]+){0,6}? (?:inspection|visit|inspectors|it|them))\b|"
    r"\b(?:which|what) inspectors?\b[^?.]{0,30}\bin charge\b|"
    r"\b(?:by whom|under (?:whose|whom))\b[^?.]*\b(?:led|leadership|inspected|inspection|headed|carried out|"
    r"conducted|visit)|"
    r"\b(?:inspect(?:ed|ion)|visit)\b[^?.]*\b(?:by whom|under whose)\b|\b(?:lead|leading|reporting) (?:inspectors?|"
    r"hmi)\b|"
    r"\b(?:inspectors?|hmi)\b[^?]*\b(?:who|which ones) (?:were|was) (?:they|it)\b|"
    rf"\bwho (?:the |its |their )?(?:{COUNT} )?(?:inspectors?|hmi) (?:were|was)\b|"
    rf"\bin charge of (?:it|the {PAPER})\b|\b(?:whoever|the (?:person|one|inspector)) (?:who |that )?(?:led|ran|"
    rf"headed)\b",
    re.IGNORECASE,
)
# A grade may only say which inspection is meant: "who led the inspection that made us good?"
ASKS_GRADE = re.compile(
    r"\b(?:what|how|which (?!inspection|visit|inspector))\b[^?.]*"
    r"\b(?:grad(?:e|ed|es|ing)|rat(?:ed?|ings?)|judg\w+|verdicts?|outcomes?|results?|fared?|marks?|scored?)\b",
    re.IGNORECASE,
)
BY_GRADE = re.compile(
    r"\b(?:that|(?:in |at |after |by )?which|where|when|whose|rated|rating|judged|judging|graded|grading|making|"
    r"giving|"
    r"finding|ending|resulting|declaring)\b.*",
    re.IGNORECASE,
)
AHEAD = re.compile(r"\b(next|due|will|again|coming)\b", re.IGNORECASE)
IS_DAYS = re.compile(
    r"\b(inspection|visit) dates?\b|\b(summaris\w+|outlin\w+|sets? out) the findings\b.*\b(20\d\d)\b|"
    r"\b(between|from|on) \d{1,2}\b.{0,60}\b20\d\d\b.{0,60}\b(ofsted|inspect|hmi)|\b(visit|inspection) (took place|"
    r"was carried out)\b.*\d",
    re.IGNORECASE,
)
IS_WHO = re.compile(
    r"\blead inspectors?\b|\breporting inspector\b|\b(carried out|led|undertaken|conducted) by (?-i:[A-Z])|\b(his|"
    r"her) majesty['’]s inspectors?$|\b(his|her) majesty['’]s inspectors?\b[^.]* (was|were) (?-i:[A-Z][\w'’-]+ [A-Z])|"
    r"^(?-i:[A-Z])[\w'’-]+( (?-i:[A-Z])[\w'’-]+)+,? (HMI|Ofsted Inspector|(Ofsted|CQC) (HMI )?(lead )?inspector)\b",
    re.IGNORECASE,
)
NAMES = re.compile(
    r"inspectors?\b[^.]* (?:was|were) (?-i:[A-Z][\w'’-]+ [A-Z])|"
    r"(?-i:[A-Z])[\w'’-]+ (?-i:[A-Z])[\w'’-]+,? (?:HMI|(?:Ofsted|CQC)\b[\w ]*\binspector)\b|"
    r"\binspectors?: (?-i:[A-Z])|\bby (?-i:[A-Z])[\w'’-]+ (?-i:[A-Z])",
    re.IGNORECASE,
)
# In a question that names nothing but an inspection, any word for a day or a name will do.
INSPECTED = re.compile(r"\b(?:inspect(?:ed|ions?|ors?|s)?|visit(?:ed|s)?|ilacs|jtai|ofsted|hmi)\b", re.IGNORECASE)
ASKS_TIME = re.compile(
    # not the when of "who came when we were inspected?"
    r"(?:^|[,;:.?–-] |\b(?:and|or|but|so|know|knows|me|us|say|is|was|remember|recall|confirm|check|see) )when\b|"
    r"\b(?:dates?|(?:what|which) days?|how (?:long ago|recently))\b",
    re.IGNORECASE,
)
ASKS_NAME = re.compile(
    r"\b(?:who|whose|whoever|whom|(?:which|what) (?:inspectors?|hmi)|names?|signed)\b", re.IGNORECASE
)
SAID_OR_PUBLISHED = re.compile(
    r"\b(?:publi\w+|reports?|reported|issued|letters?|out|sa(?:y|ys|id)|t[eo]ld? us|were told|f(?:ind|ound)|"
    r"th(?:ink|ought)|"
    r"conclu\w+|judg\w+|rat(?:e|ed|ing)|grad\w+|spoke|speak|many|much|often)\b",
    re.IGNORECASE,
)
OF_GRADE = re.compile(rf"\b{PAPER}\b,? {BY_GRADE.pattern}", re.IGNORECASE)
# "Who led the service when inspectors came?" asks for no inspector.
ELSEWHERE = re.compile(
    r"\b(?:when|while|whilst|as|during|at|by|in|for|that|which|after|before|since|following)\b", re.IGNORECASE
)
OF_INSPECTION = re.compile(r"\b(?:inspect\w*|visit|review|jtai|ilacs|it|that|this|them|one|hmi)\b", re.IGNORECASE)
PARTS = re.compile(r",? and (?=when|who|what|how|where)|(?<=[?.]) ", re.IGNORECASE)
OWN_WORDS = frozenset(
    """inspection inspections inspector inspectors visit visits review jtai dates date days day lead led charge carried
    conducted ran headed came letter report published start began end focused full exactly give gives given
    dated person whoever signed signature name names named here there ago long recently run over finish lasted
    ofsted latest last recent most newest first second inspected inspecting leading heading running overseeing
    conducting team hmi site place took actually whom whose itself actual exact looks something happen held
    visited cqc two three""".split()
)
MOST = 4


def find_cover(catalogue: Catalogue, question: Question, papers: Sequence[HeldPaper]) -> tuple[Quoted, ...]:
    """The lines that say when an inspection was, or who made it, of the one that the question names; empty where it
    asks for neither."""
    text = (question.search if moves_on_only(question) else question.text).replace("’", "'")
    if AHEAD.search(text):  # "when did it take place, and when is the next?"
        text = ", ".join(part for part in PARTS.split(text) if not AHEAD.search(part))
    told = OF_GRADE.search(text)
    told = told if told and grades_in(told.group()) else None
    days = ASKS_DAYS.search(text) or (ASKS_DAYS.search(text[: told.end(1)]) if told else None)
    who = ASKS_WHO.search(text)
    if question.earlier and re.search(rf"\b{PAPER}\b", question.search, re.IGNORECASE):
        days = days or ASKS_ITS_DAYS.search(text)
    who = who if who and leads_inspection(who) else None
    held = [paper.facts.authority for paper in papers if paper.facts.authority]
    if (alone := names_inspection_alone(text, held)) and not (days or who):
        days = ASKS_TIME.search(text)
        who = None if LEADS_SERVICE.search(text) else ASKS_NAME.search(text)
    is_told = told is not None or Wants.GRADE in question.wants
    grades = set(grades_in(text)) if is_told and not ASKS_GRADE.search(text) else set()
    if not (days or who) or (Wants.GRADE in question.wants and not grades):
        return ()
    wants_days = days or re.search(r"\bdates?\b|\band when\b", text, re.IGNORECASE)
    groups = [group for match in (days, who) if match for group in match.groupdict().values()]
    named = " ".join(filter(None, groups))
    if grades:
        named, papers = BY_GRADE.sub("", named), graded(catalogue, papers, grades)
    about = [] if alone else [word for word in substance(topic_of(named, held)) if not is_own(word)]
    paper = the_paper(question, papers)
    if paper is None:
        return ()
    passages = catalogue.passages_of(paper)
    if not {stem for word in about for stem in stems_of(word)} <= opening_stems(paper, passages):
        return ()  # "when was the visit to the home in Mill Street?"
    lines = [Quoted(passage, i) for passage in passages for i in range(len(passage.passage.sentences))]
    found: list[Quoted] = []
    if wants_days:
        found += [line for line in lines if IS_DAYS.search(words(line)) and first_page(line) <= 2][:1]
    if who:
        leading = [line for line in lines if IS_WHO.search(words(line))]
        leading = [line for line in leading if not is_of_others(Ask.PERSON, text, words(line), "")]
        # a line that names them says more than one that says only what they are
        found += sorted(leading, key=lambda line: not NAMES.search(words(line)))[:2]
    return tuple({(line.passage.key, line.sentence): line for line in found}.values())[:MOST]


def names_inspection_alone(text: str, held: Sequence[str]) -> bool:
    """Whether a question speaks of an inspection and of nothing else: beside when, who and of whom no word is left."""
    if not INSPECTED.search(text) or SAID_OR_PUBLISHED.search(text):
        return False
    return all(is_own(word) or word.isdigit() for word in substance(topic_of(text, held)))


def is_own(word: str) -> bool:
    return word.casefold().removesuffix("'s") in OWN_WORDS


def leads_inspection(who: re.Match[str]) -> bool:
    """Whether what somebody is said to have led is an inspection, or is left to be understood."""
    said = who["who"]
    if said is None or re.search(r"(?:came|visited|did)$", who.string[: who.start("who")]):
        return True
    if re.search(r"\bteam (?:that|who|which) (?:inspect|visit|came)", said, re.IGNORECASE):
        return True
    led = ELSEWHERE.split(said, maxsplit=1)[0]
    return OF_INSPECTION.search(led) is not None or not re.search(r"\w", led)


def graded(catalogue: Catalogue, papers: Sequence[HeldPaper], grades: set[str]) -> list[HeldPaper]:
    """The papers of inspections whose judgement overall is one of these grades."""
    rows = catalogue.judgements(papers)
    ids = {paper.id for paper, judgement in rows if judgement.grade in grades and is_of(judgement, {"overall"})}
    return [paper for paper in papers if paper.id in ids]


def opening_stems(paper: HeldPaper, passages: Sequence[HeldPassage]) -> set[str]:
    """The stems of the words in which a paper says what it is about: its title, and the sentences ahead that do."""
    ahead = [line.text for line in lines_of(passages[:OPENING]) if ABOUT.search(line.text)]
    return set(stems_of(" ".join([paper.facts.title, *ahead])))


def is_days(text: str) -> bool:
    """Whether a line gives the days of an inspection."""
    return bool(IS_DAYS.search(text))


def words(line: Quoted) -> str:
    sentence = line.passage.passage.sentences[line.sentence]
    return line.passage.passage.text[sentence.start : sentence.end]


def first_page(line: Quoted) -> int:
    return line.passage.passage.segments[0].page


def the_paper(question: Question, papers: Sequence[HeldPaper]) -> HeldPaper | None:
    """The inspection that a question is about: the best fit, of these a full one, and of these the latest."""
    inspections = [paper for paper in papers if paper.facts.kind in INSPECTIONS]
    if not question.kinds and areas_asked(question) == {"send"}:  # "the lead inspectors for Brackenford SEND"
        inspections = [paper for paper in inspections if paper.facts.kind is Kind.AREA_SEND] or inspections
    fitting = in_focus(question, inspections)
    if not fitting or len({paper.facts.authority for paper in fitting}) > 1:
        return None
    if not question.periods and not question.kinds:
        full = [paper for paper in fitting if paper.facts.kind is Kind.INSPECTION_REPORT]
        fitting = [paper for paper in full or fitting if paper.id in latest_of(full or fitting, set())]
    weights = weigh_papers(question, inspections)
    return max(fitting, key=lambda p: (weights[p.id], p.facts.kind is Kind.INSPECTION_REPORT, p.said))
