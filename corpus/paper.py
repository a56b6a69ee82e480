"""What a paper is: its facts, its pages, and the passages that are cited.

Offsets count characters of the text of a page. Boxes are in points from the top left of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    INSPECTION_REPORT = "inspection_report"
    FOCUSED_VISIT = "focused_visit"
    MONITORING_VISIT = "monitoring_visit"
    JTAI = "jtai"
    AREA_SEND = "area_send"
    COMMITTEE_REPORT = "committee_report"
    MINUTES = "minutes"
    ACTION_PLAN = "action_plan"
    PRESS_RELEASE = "press_release"
    NEWS = "news"
    OTHER = "other"


INSPECTIONS = frozenset({Kind.INSPECTION_REPORT, Kind.FOCUSED_VISIT, Kind.MONITORING_VISIT, Kind.JTAI, Kind.AREA_SEND})


class Voice(StrEnum):
    """Who says it."""

    INSPECTOR = "inspector"
    COUNCIL = "council"
    PRESS = "press"
    DECISION = "decision"
    OTHER = "other"


class Access(StrEnum):
    PUBLIC = "public"
    EXEMPT = "exempt"
    CONFIDENTIAL = "confidential"


class Role(StrEnum):
    """Who is reading."""

    PUBLIC = "public"
    MEMBER = "member"
    OFFICER = "officer"


def readable_by(role: Role) -> frozenset[Access]:
    """The access markings that a reader may see. Denied by default: being a councillor opens no exempt paper."""
    return frozenset(Access) if role is Role.OFFICER else frozenset({Access.PUBLIC})


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    ROW = "row"  # one row of a table
    CAPTION = "caption"  # of a table, a chart or a picture
    FOOTNOTE = "footnote"
    FURNITURE = "furniture"  # running headers and footers, page numbers, site navigation: kept in the page, cited never


class Word(NamedTuple):
    """A run of characters on one line of a page: ``text[start:end]`` stands in the box x0, y0, x1, y1."""

    start: int
    end: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Block:
    """``text[start:end]`` of a page; ``text[start:label_end]`` is its printed number or bullet, with the gap after."""

    kind: BlockKind
    start: int
    end: int
    label_end: int = 0  # equals start where there is no label
    level: int = 0  # headings only: 1 is the highest
    number: str | None = None  # the printed paragraph number, without its full stop: "15", "4.2", "ii"
    columns: tuple[str, ...] = ()  # rows only: the names of the columns, in order
    cells: tuple[tuple[int, int], ...] = ()  # rows only: the offsets of each cell
    continues: bool = False  # the block goes on from the last block of the page before

    def __post_init__(self) -> None:
        if self.label_end < self.start:
            object.__setattr__(self, "label_end", self.start)


@dataclass(frozen=True, slots=True)
class Page:
    """One page; a format without pages is one page with ``width`` 0."""

    number: int  # from 1
    text: str
    blocks: tuple[Block, ...]
    words: Sequence[Word] = ()
    width: float = 0.0
    height: float = 0.0
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """What a reader makes of a file."""

    pages: tuple[Page, ...]
    paged: bool  # False where page numbers mean nothing (html, txt, docx)
    title: str | None = None  # as the file itself names it: <title>, document properties
    published: str | None = None  # ISO, as the file itself says it to machines: the metadata of a web page


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a passage: ``pages[page - 1].text[start:end]``."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """``passage.text[start:end]``, and who says it where that differs from the passage."""

    start: int
    end: int
    voice: Voice | None = None
    speaker: str | None = None
    quoted_by: Voice | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is embedded, found and cited.

    ``text`` is its segments joined by single spaces, or by nothing where a page break cuts a word.
    """

    text: str
    segments: tuple[Segment, ...]
    headings: tuple[str, ...] = ()
    paragraph: str | None = None
    kind: BlockKind = BlockKind.PARAGRAPH
    columns: tuple[str, ...] = ()  # rows only: the names of the columns, in order
    cells: tuple[tuple[int, int, int], ...] = ()  # rows only: of each cell its column from 0, start and end in ``text``
    caption: str = ""  # rows only: what the paper prints over the table to say what it is of
    voice: Voice | None = None  # None until it is described: then the voice of most of its words
    sentences: tuple[Sentence, ...] = ()

    def starts(self) -> list[int]:
        """Where in ``text`` each segment begins."""
        starts, offset = [], 0
        for segment in self.segments:
            starts.append(offset)
            offset += segment.end - segment.start
            # the halves of a word that a page break cuts join without a space
            offset += self.text[offset : offset + 1] == " "
        return starts

    def parts(self, start: int, end: int) -> list[tuple[Segment, str]]:
        """Where ``text[start:end]`` stands: for each page it touches the place there and the words of that place."""
        found: list[tuple[Segment, str]] = []
        for segment, offset in zip(self.segments, self.starts(), strict=True):
            low, high = max(start, offset), min(end, offset + segment.end - segment.start)
            if low < high:
                place = Segment(segment.page, segment.start + low - offset, segment.start + high - offset)
                found.append((place, self.text[low:high]))
        return found


class Sure(StrEnum):
    """How sure a fact of a paper is."""

    CERTAIN = "certain"  # printed as such, or stated by an officer or a manifest
    LIKELY = "likely"  # printed, but in a place or form that can mislead
    UNSURE = "unsure"  # inferred: an officer should look


@dataclass(frozen=True, slots=True)
class FactSource:
    """Where a fact of a paper stands. ``quote`` is verbatim from ``page``, or the file's name, or None if inferred."""

    how: str  # "in text", "file name", "manifest", "inferred", "officer"
    sure: Sure
    page: int | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a paper. Dates are ISO text, whole or as YYYY-MM or YYYY.

    ``known`` says for each field where it comes from: "in text", "file name", "manifest", "inferred", "officer".
    ``sources`` says the same with the place, for the fields where there is one.
    """

    title: str
    kind: Kind
    authority: str | None = None
    framework: str | None = None
    inspected_from: str | None = None
    inspected_to: str | None = None
    published: str | None = None
    publisher: str | None = None
    voice: Voice = Voice.OTHER
    access: Access = Access.PUBLIC
    marking: str | None = None  # the access marking, verbatim
    about_inspection: str | None = None  # in its keeper's words: which one a paper tells of that is not the inspectors'
    meeting_date: str | None = None  # of the committee that the paper was written for, or whose minutes it is
    licence: str | None = None  # "Open Government Licence v3.0", or what else the paper says of its reuse
    language: str | None = None  # "en", "cy": ISO 639-1
    authorities: tuple[str, ...] = ()  # all of them where a paper is about several, ``authority`` first
    known: dict[str, str] = field(default_factory=dict)
    sources: dict[str, FactSource] = field(default_factory=dict)


class NoGrade(StrEnum):
    """Why the inspectors gave no grade: such a row of the register says that none was given, and nothing else does."""

    FOCUSED_VISIT = "focused visits carry no grade"
    MONITORING_VISIT = "monitoring visits carry no grade"
    JTAI = "joint targeted area inspections carry no single grade"
    SINCE_APRIL_2026 = "inspections since April 2026 give no overall effectiveness grade"
    CONTACT_AND_REFERRAL = "inspections of contact, referral and assessment gave no grade"
    TWO_SERVICES = "safeguarding services and services for looked after children were graded apart"
    BOARD_ALONE = "the review judges the local safeguarding children board alone"
    SEND_MONITORING = "area SEND monitoring inspections give no new outcome: they say what progress has been made"
    SEND_REVISIT = "area SEND revisits give no new outcome: they say what progress has been made"
    SEND_BEFORE_2023 = "area SEND inspections before 2023 gave no graded outcome"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A graded cell of a report: a row of the register. ``grade`` is None with the reason in ``why``.

    Where that reason is none of NoGrade, ``not_read``: the paper may give a grade that could not be told from it.
    """

    area: str
    label: str  # the heading, verbatim
    grade: str | None
    why: str | None
    page: int
    quote: str

    @property
    def not_read(self) -> bool:
        """Whether the grade is missing for any other reason than that the inspectors gave none."""
        return self.grade is None and not (self.why or "").startswith(tuple(NoGrade))


class RecommendationKind(StrEnum):
    IMPROVEMENT = "improvement"  # what an inspection report says needs to improve
    PRIORITY_ACTION = "priority_action"
    RECOMMENDATION = "recommendation"  # to the council or a committee, in a report or minutes
    RESOLVED = "resolved"  # what a committee decided
    ACTION = "action"  # a row of an action plan


class Rag(StrEnum):
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"  # complete, where a plan uses it so


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Something required, recommended, resolved or planned: a row of the register of recommendations.

    ``text`` and ``quote`` are verbatim from ``page``. What the paper does not say is None.
    """

    kind: RecommendationKind
    text: str
    page: int
    quote: str
    number: str | None = None  # the printed reference: "(ii)", "3.2"
    issue: str | None = None  # the finding that an action answers
    owner: str | None = None
    due: str | None = None  # as printed
    due_date: str | None = None  # ISO, whole or as YYYY-MM or YYYY, where ``due`` can be read as a date
    action_rag: Rag | None = None  # how far the action is
    impact_rag: Rag | None = None  # what it has changed for children
    progress: str | None = None  # what the row says was done, or of evidence


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a paper was read, and what an officer should look at."""

    pages: int
    pages_without_text: tuple[int, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    boilerplate: int = 0  # blocks left out of the passages: running headers and footers, navigation
    markings: tuple[str, ...] = ()  # access markings found, verbatim
    concerns: tuple[str, ...] = ()  # plain sentences, most serious first: "No date was found."
