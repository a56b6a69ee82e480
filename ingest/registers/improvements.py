"""What an inspection paper says needs to improve, and its areas for priority action."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.paper import INSPECTIONS, BlockKind, Facts, Kind, Pages, Recommendation, RecommendationKind
from ingest.registers.printed_items import Item, items_of, printed_list, quote_of

LONGEST_TITLE = 20  # words
SHORTEST_PARAGRAPH = 6  # words of a paragraph without a label

_IMPROVEMENT = re.compile(
    r"what (?:does|do|must|should) (?:the|this|these) [^.:]{0,90}?(?:needs? to )?(?:do better|do to improve|improve)"
    r"|what (?:needs|need) to (?:be )?improved?(?: in (?:this|these) [^.:]{0,60})?"
    r"|(?:key |main )?areas? (?:for|of|requiring|in need of) (?:further )?(?:improvement|development)"
    r"|priorities for (?:further )?improvement|recommendations?(?: for (?:further )?improvement)?",
    re.IGNORECASE,
)
_PRIORITY = re.compile(
    r"(?:areas? (?:for|requiring|of) )?(?:immediate (?:and|or) )?priority (?:(?:and|or) immediate )?actions?"
    r"|areas? (?:for|requiring) (?:immediate|urgent) action",
    re.IGNORECASE,
)
# A written statement of action, which area SEND letters required until 2022.
_WEAKNESSES = re.compile(
    r"\b(?:written statement(?: of action)?|WSOA)\b.{0,250}\b(?:following|these)\b.{0,60}\bweakness(?:es)?\W*:$",
    re.IGNORECASE,
)
# Headings after the list that some papers print smaller than the heading of the list.
_OTHER = re.compile(
    r"(?:[\w’' ]{0,40}\bstrengths?|what (?:is|are|was) (?:working|going|done) .*|what works .*|context|next steps"
    r"|(?:main |inspection |key |headline )?findings|summary\b.*|(?:the )?experiences? and progress\b.*"
    r"|(?:the )?(?:impact of leaders|effectiveness of|key judge?ments|inspection judge?ments?)\b.*"
    r"|overall effectiveness|progress since\b.*|(?:case|practice) stud(?:y|ies)\b.*|information about\b.*"
    r"|about (?:this|the)\b.*|(?:local )?area partnership details|(?:the )?inspection (?:team|details)"
    r"|(?:annex|appendix|yours|I am copying|we have copied)\b.*"
    r"|(?:children|young people|adoption|care leavers)[^.]{0,60} (?:is|are) (?:good|inadequate|outstanding|requir).*)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?P<due>immediately|as a matter of urgency|within (?:the next )?\w+ (?:working )?(?:days?|weeks?|months?|years?)"
    r"(?: (?:of|from) [\w ,’]{1,60})?)\s*[:.]?",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"(?:(?:should|must|needs? to|required to)(?:\s+(?:now|also|urgently|continue to|work together to"
    r"|take (?:[\w ]{1,40} )?action to))*(?:\s+(?:ensure|make sure))?(?:\s+that)?\s*(?::|–|-|:-)"
    r"|\b(?:following|below|these)\b[^.:;]{0,100}[.:])\s*$",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"none\b|(?:there (?:are|were) )?no\b.{0,80}\b(?:identified|found|recommendations?|actions?|areas?)\b",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"\b(?:should|must|needs?|ensure|required?|improv\w+|strengthen\w*|develop\w*|increas\w*|reduc\w*|continue)\b", re.I
)
_RESPONSIBLE = re.compile(r"\bresponsib\w+|\baccountab\w+", re.IGNORECASE)


@dataclass(slots=True)
class Section:
    """A list of what must improve, under its heading."""

    kind: RecommendationKind
    level: int  # a heading of this level or above ends it
    labelled: bool = False  # only entries with a label count
    items: list[tuple[Item, str | None]] = field(default_factory=list)  # with the time that it is due, as printed


def improvements_of(pages: Pages, facts: Facts) -> Iterator[Recommendation]:
    """The rows of an inspection paper, in its order; none for other papers.

    An entry with its own sub-list is one row. The line that leads into a list is none.
    """
    if facts.kind not in INSPECTIONS:
        return
    weaknesses = facts.kind is Kind.AREA_SEND and not re.search(r"\brevisit\b", facts.title, re.IGNORECASE)
    for section in sections_of(items_of(pages), weaknesses):
        yield from _rows(pages, section)


def sections_of(items: list[Item], weaknesses: bool = False) -> Iterator[Section]:
    section: Section | None = None
    due: str | None = None
    for item in items:
        heading = item.kind is BlockKind.HEADING
        kind = _titled(item)
        led = weaknesses and kind is None and _WEAKNESSES.search(item.text) is not None
        if kind or led:
            level = item.level if heading else 99  # any heading ends a list without one of its own
            if section:
                yield section
                level = min(level, section.level) if not heading or item.level > section.level else level
            section, due = Section(kind or RecommendationKind.PRIORITY_ACTION, level, labelled=led), None
        elif section is None:
            continue
        elif len(item.text.split()) <= LONGEST_TITLE and (time := _TIME.fullmatch(item.text)):
            due = time["due"]
        elif _ends(item, section):
            yield section
            section = None
        elif not heading:
            section.items.append((item, due))
    if section:
        yield section


def _titled(item: Item) -> RecommendationKind | None:
    words = item.text.split()
    if item.kind is BlockKind.ROW or item.is_bullet or len(words) > LONGEST_TITLE + 1:
        return None
    text = re.sub(r"^\d+(?:\.\d+)*\.?\s+", "", " ".join(words)).rstrip(" ?:.")
    if len(text.split()) > LONGEST_TITLE:
        return None
    if _PRIORITY.fullmatch(text):
        return RecommendationKind.PRIORITY_ACTION
    return RecommendationKind.IMPROVEMENT if _IMPROVEMENT.fullmatch(text) else None


def _ends(item: Item, section: Section) -> bool:
    text = " ".join(item.text.split()).rstrip(" ?:,")
    short = len(text.split()) <= LONGEST_TITLE and item.number is None and not item.is_bullet
    other = short and not text.endswith(".") and _OTHER.fullmatch(text) is not None
    if item.kind is BlockKind.HEADING:
        return item.level <= section.level or other
    return other and item.kind is not BlockKind.ROW


def _rows(pages: Pages, section: Section) -> Iterator[Recommendation]:
    due_of = {id(item): due for item, due in section.items}
    rows = [item for item, _ in section.items if item.kind is BlockKind.ROW]
    yield from _table(pages, section, rows)
    listed = _without_leads([item for item, _ in section.items if item.kind is not BlockKind.ROW])
    plain = bool(listed) and not (listed[0].is_bullet or listed[0].number)
    if section.labelled:
        listed = [item for item in listed if item.is_bullet or item.number]
    elif plain:
        listed = [item for item in listed if item.is_bullet or item.number or _is_call(item)]
    for entry in printed_list(listed):
        text = " ".join(item.text for item in entry)
        if _NOTHING.match(text):
            continue
        page, quote = quote_of(pages, entry)
        yield Recommendation(section.kind, text, page, quote, number=entry[0].reference, due=due_of[id(entry[0])])


def _without_leads(items: list[Item]) -> list[Item]:
    """The items without the lines that lead into a list."""
    plain = [item for item in items if not (item.is_bullet or item.number)]
    kept = []
    for at, item in enumerate(items):
        before_bullets = at + 1 < len(items) and (items[at + 1].is_bullet or items[at + 1].number is not None)
        if item in plain:
            alone = item.asks and len(plain) == 1 and at == 0
            if before_bullets and (alone or _INTRODUCES.search(item.text)) and not item.text[:1].islower():
                continue
        elif item.number and at == 0 and before_bullets and re.search(r"\bfollowing actions?[.:]$", item.text):
            continue
        kept.append(item)
    return kept


def _is_call(item: Item) -> bool:
    whole = item.asks or len(item.text.split()) >= SHORTEST_PARAGRAPH
    return whole and _CALLS.search(item.text) is not None


def _table(pages: Pages, section: Section, rows: list[Item]) -> Iterator[Recommendation]:
    """Rows of a responsible body and what it must do, as area SEND reports print them."""
    columns: tuple[str, ...] = ()
    for row in rows:
        named = any(_titled(Item(BlockKind.PARAGRAPH, [], cell)) for cell in row.cells)
        if named and any(_RESPONSIBLE.search(cell) for cell in row.cells):
            columns = row.cells
            continue
        columns = row.columns or columns
        if len(row.cells) != 2 or len(columns) != 2 or not _RESPONSIBLE.search(" ".join(columns)):
            continue
        body = 0 if _RESPONSIBLE.search(columns[0]) else 1
        owner, text = row.cells[body], row.cells[1 - body]
        if text:
            page, quote = quote_of(pages, [row])
            yield Recommendation(section.kind, text, page, quote, owner=owner or None)
