"""The sentence in which inspectors themselves sum up a report or a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.evidence.boilerplate import is_boilerplate, is_grade_line
from assistant.evidence.procedure import is_procedure
from assistant.quoting.demands import demanded_under
from assistant.quoting.quote import POINTS_BACK
from assistant.quoting.quoted import Quoted, text_of
from assistant.quoting.spread import EVALUATES
from assistant.understanding.stems import stems_of
from corpus.held import HeldPassage
from corpus.paper import BlockKind, Voice

# Under these headings reports and letters say what they found on the whole; a letter's first findings do it without.
OPENS = re.compile(
    r"^\W*(?:\d+[.)]?\s*)?(?:(?:headline|key) findings|summary(?: of (?:key |main )?findings)?|"
    r"executive summary|overview|overall (?:findings|summary|effectiveness)|the overall judge?ment\b.*|"
    r"(?:children['’]s services|services|the (?:local )?authority)\b.*\b"
    r"(?:outstanding|good|adequate|inadequate|improvement))\W*$",
    re.IGNORECASE,
)
MAIN = re.compile(
    r"^\W*(?:main |our |the )?(?:findings|inspection findings|findings and evaluation of progress)\W*$", re.I
)
# The board beside the council, what is written for children, and what stands in no findings.
OF_OTHERS = re.compile(
    r"\b(?:board|lscb|for children and young people|about (?:this|the)|living in|context|evidence|contents)\b",
    re.IGNORECASE,
)
OF_ALL = re.compile(
    r"\b(?:services|the (?:local )?authority|the council|leaders|leadership|(?:most|all|some|many) (?:\w+ )?children|"
    r"children and (?:their )?families|children,? young people|vulnerable children|improve\w*|progress|failures)\b",
    re.IGNORECASE,
)
OVER_TIME = re.compile(
    r"\bsince (?:(?:the|their|its|our) )?(?:\w+ ){0,3}(?:inspection|inspected|visit|judged|20\d\d)|"
    r"\b(?:have|has) (?:\w+ ){0,2}(?:improved|declined|deteriorated|progressed|remained|continued|sustained)",
    re.IGNORECASE,
)
# A grade, of now or of before, is told by the register.
BARE_GRADE = re.compile(
    r"\b(?:judge?ment is|(?:is|are|was|were) judged|last inspected|inspection\b.{0,40}\bfound)\b", re.IGNORECASE
)
GRADE = re.compile(r"\b(?:outstanding|inadequate|require[sd]? improvement(?: to be good)?|good)\b", re.IGNORECASE)
VERDICT = re.compile(
    rf"{EVALUATES.pattern}|\b(?:improv\w*|strengthen\w*|deteriorat\w*|sustain\w*|ambiti\w+|committed|unwavering)\b",
    re.I,
)
GRAVE = re.compile(
    r"\b(?:widespread|systemic|serious)(?: and \w+)*(?: \w+)? (?:fail|weak|concern|shortfall|shortcoming)\w*|"
    r"\bfail(?:ings|ures)\b|\bat risk of (?:\w+ )?harm\b|\bunassessed risk\b",
    re.IGNORECASE,
)
WARNS = re.compile(
    rf"{GRAVE.pattern}|\b(?:not|no|too|poor(?:ly)?|weak\w*|inadequate|insufficient(?:ly)?|lacks?|lacking|unable|slow|drift|"
    r"delay\w*|deteriorat\w*|declin\w*|worse\w*|inconsistent|ineffective|concerns?|shortfalls?|shortcomings?)\b",
    re.IGNORECASE,
)
OF_BOARD = re.compile(r"\b(?:safeguarding (?:children )?board|board partners|lscb)\b", re.IGNORECASE)
LEANS = re.compile(
    r"^\W*(?:since (?:then|that)|however|but|also|in addition|for example|similarly|furthermore|the progress that|"
    r"as a result|therefore|consequently|while th(?:is|ese))\b",
    re.IGNORECASE,
)
FIRST_PAGES = 6
LOOKED_AT = 40  # passages from the beginning, of a paper without pages
SHORTEST, LONGEST = 8, 45  # words of such a sentence
FOR_HEADING, FOR_MAIN, FOR_ALL, FOR_NAME, FOR_VERDICT, FOR_TIME, FOR_GRAVE = 2.0, 1.0, 1.0, 0.4, 0.7, 0.5, 1.0
AGAINST_LATE = 0.25  # for each sentence before it that might have been the summary
AGAINST_LONG = 0.7


def summary_of(
    passages: Sequence[HeldPassage], authority: str | None = None, *, is_inadequate: bool = False
) -> Quoted | None:
    """The best of a paper's opening findings; None where its first pages have none. ``passages`` in reading order.

    Of a service judged inadequate no sentence of praise is taken.
    """
    before = 0
    best: tuple[float, Quoted] | None = None
    for quoted in openings(passages):
        text = text_of(quoted)
        if is_beside(text) or (is_inadequate and not WARNS.search(text)):
            continue
        worth = worth_of(quoted, authority) - AGAINST_LATE * before
        before += 1
        if best is None or worth > best[0]:
            best = worth, quoted
    return best[1] if best else None


def openings(passages: Sequence[HeldPassage]) -> Iterable[Quoted]:
    """The inspectors' sentences on the first pages, without tables, notes and demands."""
    for number, held in enumerate(passages):
        own = held.passage
        last = held.passage.segments[0].page if held.paper.paged else number * FIRST_PAGES // LOOKED_AT
        if last > FIRST_PAGES or own.kind not in (BlockKind.PARAGRAPH, BlockKind.BULLET):
            continue
        # on the first page the board stands in the title of the report
        if demanded_under(own) or (last > 1 and any(OF_OTHERS.search(heading) for heading in own.headings[1:])):
            continue
        yield from (Quoted(held, i) for i in range(len(own.sentences)) if held.voice_of(i) is Voice.INSPECTOR)


def is_beside(text: str) -> bool:
    """Whether a sentence sums up nothing: procedure, a bare grade, a fragment, or what leans on the one before."""
    if not len(text.split()) >= SHORTEST or not text.rstrip().endswith((".", "”", "’")):
        return True
    if is_boilerplate(text) or is_procedure(text) or is_grade_line(text) or OF_BOARD.search(text):
        return True
    if POINTS_BACK.search(text) or LEANS.search(text) or not (VERDICT.search(text) or OVER_TIME.search(text)):
        return True
    return bool(BARE_GRADE.search(text)) and not VERDICT.search(GRADE.sub("", text))


def worth_of(quoted: Quoted, authority: str | None) -> float:
    headings, text = quoted.passage.passage.headings, text_of(quoted)
    heading = headings[-1] if headings else ""
    is_first = quoted.passage.passage.segments[0].page == 1 and quoted.passage.paper.paged
    is_main = MAIN.match(heading) or len(headings) < 2 or is_first
    worth = FOR_HEADING if OPENS.match(heading) else FOR_MAIN if is_main else 0.0
    names = authority is not None and set(stems_of(authority)) <= set(stems_of(text))
    worth += FOR_ALL if names or OF_ALL.search(text) else 0.0
    worth += FOR_NAME if names else 0.0
    worth += FOR_GRAVE if GRAVE.search(text) else 0.0  # no kind word of a paper hides what it warns of
    worth += FOR_VERDICT if VERDICT.search(text) else 0.0
    worth += FOR_TIME if OVER_TIME.search(text) else 0.0
    return worth - (AGAINST_LONG if len(text.split()) > LONGEST else 0.0)
