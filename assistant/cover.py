"""What the first page of an inspection's paper says of the inspection: its days, and who made it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.attributed import ABOUT, OPENING
from assistant.contrary import lines_of
from assistant.focus import in_focus, latest_of, weigh_papers
from assistant.groups import is_of_others
from assistant.question import Question, Wants, substance, topic_of
from assistant.quote import Quoted
from assistant.stems import stems_of
from assistant.values import Ask
from corpus.catalogue import Catalogue
from corpus.held import HeldPaper, HeldPassage
from corpus.paper import INSPECTIONS, Kind

PAPER = r"(inspections?|visits?|review|jtai)"
# "When was the visit?", "what dates was the inspection?", "inspection dates", "who led it?"
ASKS_DAYS = re.compile(
    rf"\bwhen (was|were|did|is) (?P<days>[^?.,;]{{0,60}}?)\b{PAPER}( itself| actually)?( take place| happen|"
    rf" carried out| held|"
    rf" made| start| begin| finish| end)?(?= whose\b| that was published| reported| dated| and\b|\W*$|\?|,)|"
    rf"\b(what|which|exact|actual) (exact )?(dates?|days)\b(?P<dates>[^?.]{{0,70}}?)\b{PAPER}\b|\b{PAPER} dates\b|"
    rf"\b{PAPER}\b\W+(exact )?dates\b|\bdates of (?P<of>[^?.]{{0,60}}?)\b{PAPER}\b",
    re.IGNORECASE,
)
ASKS_ITS_DAYS = re.compile(
    r"\bwhen (?:did|was) (?:that|it|this)\b(?: take place| happen| held| carried out|\W*$)", re.I
)
ASKS_WHO = re.compile(
    rf"\b(who|which inspectors?|what inspectors?)\b[^?.]{{0,30}}\b(led|lead|in charge of|headed|carried out|ran|"
    rf"conducted|came|"
    rf"visited|did)\b(?P<who>[^?.]{{0,60}})|\blead inspectors?\b|\bin charge of (it|the {PAPER})\b",
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
    r"\blead inspectors?\b|\breporting inspector\b|\b(carried out|led|undertaken|conducted) by [A-Z]|\b(his|"
    r"her) majesty['’]s inspectors?$|"
    r"^[A-Z][\w'’-]+( [A-Z][\w'’-]+)+,? (HMI|Ofsted Inspector)\b",
    re.IGNORECASE,
)
PARTS = re.compile(r",? and (?=when|who|what|how|where)|(?<=[?.]) ", re.IGNORECASE)
OWN_WORDS = frozenset(
    """inspection inspections inspector inspectors visit visits review jtai dates date days day lead led charge carried
    conducted ran headed came letter report published start began end focused full exactly give gives given dated
    itself actual exact looks something took happen held visited""".split()
)
MOST = 4


def find_cover(catalogue: Catalogue, question: Question, papers: Sequence[HeldPaper]) -> tuple[Quoted, ...]:
    """The lines that say when an inspection was, or who made it, of the one that the question names; empty where it
    asks for neither."""
    text = question.text.replace("’", "'")
    if AHEAD.search(text):  # "when did it take place, and when is the next?"
        text = ", ".join(part for part in PARTS.split(text) if not AHEAD.search(part))
    days, who = ASKS_DAYS.search(text), ASKS_WHO.search(text)
    if question.earlier and re.search(rf"\b{PAPER}\b", question.search, re.IGNORECASE):
        days = days or ASKS_ITS_DAYS.search(text)
    if Wants.GRADE in question.wants or not (days or who):
        return ()
    wants_days = days or re.search(r"\bdates?\b|\band when\b", text, re.IGNORECASE)
    named = " ".join(filter(None, [*(days.groupdict().values() if days else ()), who["who"] if who else ""]))
    held = [paper.facts.authority for paper in papers if paper.facts.authority]
    about = [word for word in substance(topic_of(named, held)) if word.casefold() not in OWN_WORDS]
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
        found += [line for line in leading if not is_of_others(Ask.PERSON, text, words(line), "")][:2]
    return tuple({(line.passage.key, line.sentence): line for line in found}.values())[:MOST]


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
    fitting = in_focus(question, inspections)
    if not fitting or len({paper.facts.authority for paper in fitting}) > 1:
        return None
    if not question.periods and not question.kinds:
        full = [paper for paper in fitting if paper.facts.kind is Kind.INSPECTION_REPORT]
        fitting = [paper for paper in full or fitting if paper.id in latest_of(full or fitting, set())]
    weights = weigh_papers(question, inspections)
    return max(fitting, key=lambda p: (weights[p.id], p.facts.kind is Kind.INSPECTION_REPORT, p.said))
