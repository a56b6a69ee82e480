"""Two papers of one time that give different figures for what seems to be the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from assistant.briefing.bearing import Bearing
from assistant.briefing.briefing import Line
from assistant.briefing.lines import LineMaker
from assistant.evidence.evidence import Evidence
from assistant.quoting.quoted import Quoted, as_statement
from assistant.tracker.item import said_on
from assistant.understanding.number_words import UP_TO_TWENTY
from assistant.understanding.question import substance
from assistant.understanding.stems import stems_of
from corpus.corpus import Corpus
from corpus.paper import Voice

NUMBER_WORDS = {"no": 0, **UP_TO_TWENTY}
MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
FIGURE = re.compile(
    rf"(?<![\w.,£/-])(?P<value>\d+(?:,\d{{3}})*(?:\.\d+)?|{'|'.join(NUMBER_WORDS)})(?P<unit>\s?%| per cent)?"
    rf"(?![\w/:-])(?! (?:{MONTHS}|working|days?|weeks?|months?|years?|hours?|nights?|to \d)\b)"
    r"(?=(?P<thing>(?:\s+[A-Za-z’'-]+){1,4}))",
    re.IGNORECASE,
)
NOT_A_COUNT = re.compile(
    r"\b(?:aged?|over|under|section|paragraph|page|item|in|since|of|part|version)\s*$", re.IGNORECASE
)
# where the words that name what is counted end
ENDS = re.compile(
    r"\b(?:in|at|on|of|for|to|from|who|whom|that|with|during|over|by|and|or|aged?|had|were|was|are|is|have|has|"
    r"been|be)\b",
    re.IGNORECASE,
)
ALIKE = 0.6  # cosine from which two sentences may speak of the same figure
IN_COMMON = 2  # word stems beside the thing counted that both must have
DAYS_APART = 430
MOST = 4
UNDER = "Two figures: see what each of them counts, and of what time"


@dataclass(frozen=True, slots=True)
class Figure:
    value: float
    is_share: bool
    thing: frozenset[str]  # stems


def figures_in(text: str) -> list[Figure]:
    """The counts and shares of a sentence, each with the words after it; no years, ages or times."""
    found: list[Figure] = []
    for match in FIGURE.finditer(text):
        word = match["value"].casefold()
        value = float(NUMBER_WORDS.get(word, -1)) if word in NUMBER_WORDS else float(word.replace(",", ""))
        is_year = word.isdigit() and len(word) == 4 and word[:2] in ("19", "20")
        if not is_year and not NOT_A_COUNT.search(text[: match.start()]):
            found.append(Figure(value, bool(match["unit"]), thing_in(match["thing"])))
    return found


def thing_in(after: str) -> frozenset[str]:
    """The stems of what is counted, from the words after a figure: "of children were seen" is of children."""
    words = re.sub(r"^\s*of\s+", "", after, flags=re.IGNORECASE)
    return frozenset(stems_of(" ".join(substance(ENDS.split(words, maxsplit=1)[0]))))


def conflicts(corpus: Corpus, bearing: Bearing) -> list[tuple[Evidence, Evidence]]:
    """Pairs of sentences of different voices, papers and figures; the earlier first, at most ``MOST``."""
    counted = [e for own in bearing.by_paper.values() for e in own if figures_in(e.text)]
    if len(counted) < 2:
        return []
    vectors = corpus.embedder.embed([e.text for e in counted])
    found: list[tuple[float, Evidence, Evidence]] = []
    for (i, first), (j, second) in combinations(enumerate(counted), 2):
        alike = float(vectors[i] @ vectors[j])
        if alike >= ALIKE and are_apart(first, second) and differ(first.text, second.text):
            pair = sorted((first, second), key=lambda e: said_on(e.passage.paper))
            found.append((alike, pair[0], pair[1]))
    found.sort(key=lambda item: -item[0])
    chosen: list[tuple[Evidence, Evidence]] = []
    used: set[tuple[str, int]] = set()
    for _, first, second in found:
        keys = {(e.passage.key, e.sentence) for e in (first, second)}
        if not keys & used and len(chosen) < MOST:
            used |= keys
            chosen.append((first, second))
    return chosen


def are_apart(first: Evidence, second: Evidence) -> bool:
    """Said by the council in one of them and by somebody else in the other, in papers of about one time."""
    papers = first.passage.paper, second.passage.paper
    voices = {e.passage.voice_of(e.sentence) for e in (first, second)}
    days = [day_of(said_on(paper)) for paper in papers]
    if papers[0].id == papers[1].id or len(voices) < 2 or Voice.COUNCIL not in voices:
        return False
    return days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) <= DAYS_APART


def day_of(said: str) -> date | None:
    try:
        return date.fromisoformat(f"{said}-01-01"[:10] if len(said) == 4 else f"{said}-01"[:10])
    except ValueError:
        return None


def differ(first: str, second: str) -> bool:
    """Whether both count the same thing, with other words in common, and no figure of that thing is in both."""
    stems = [set(stems_of(" ".join(substance(text)))) for text in (first, second)]
    for one in figures_in(first):
        for other in figures_in(second):
            thing = one.thing & other.thing
            if one.is_share != other.is_share or one.value == other.value or not thing:
                continue
            agreed = {f.value for f in figures_in(first)} & {f.value for f in figures_in(second)}
            if not agreed and len((stems[0] & stems[1]) - thing) >= IN_COMMON:
                return True
    return False


def conflict_lines(maker: LineMaker, pairs: Sequence[tuple[Evidence, Evidence]]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for number, pair in enumerate(pairs, 1):
        under = UNDER if len(pairs) == 1 else f"{number}. {UNDER}"
        lines += [maker.from_statement(as_statement([Quoted(e.passage, e.sentence)]), under=under) for e in pair]
    return tuple(lines)
