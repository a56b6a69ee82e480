"""What a committee resolved, and what a report or minutes recommend: each lettered item by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.paper import BlockKind, Facts, Kind, Pages, Recommendation, RecommendationKind, Segment
from ingest.readers.labels import follows, label_of
from ingest.registers.printed_items import Item, items_of, printed_list, quote_of

# RESOLVED in capitals anywhere; in small letters only where the paragraph begins with it.
_RESOLVED = re.compile(
    r"\b(?P<word>RESOLVED|RECOMMENDED)\b(?!\s+(?:issues|matters|cases)\b)"
    r"|^(?:[Ii]t was (?:unanimously )?)?(?P<small>[Rr]esolved)(?=\s*[:–—-]|\s+(?:that|to)\b|$)"
)
_AFTER = re.compile(
    r"(?:\s*\(?\s*(?:unanimously|by [^.;:()]{1,40}|nem\.? con\.?)\s*\)?)?\s*(?:[:–—-]+\s*)?", re.IGNORECASE
)
_LEAD = re.compile(r"(?:that|to)?[^.;]{0,120}(?::|:-|:–|–|—|\bthat|\bto)\s*$", re.IGNORECASE)
_BEGINS_ITEM = re.compile(r"(?:that|to)\b", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:(?:officer|summary of|report|key|panel|committee) )?recommendations?(?: \(?for [\w ]{1,40}\)?)?", re.IGNORECASE
)
_NUMBERED_TITLE = re.compile(r"recommendation (?P<number>\d{1,3})\s*(?P<after>[:.)–—-]?)\s*", re.IGNORECASE)
_IS_RECOMMENDED = re.compile(
    r"\b(?:is|are) (?:recommended|asked|invited|requested)(?: to| that)?\b|\brecommends? that\b", re.IGNORECASE
)
_INLINE = re.compile(r"(?:(?<=^)|(?<=\s))(\([a-z]{1,5}\)|\(\d{1,2}\)|\d{1,2}\.)\s+(?=\S)")


def resolutions_of(pages: Pages, facts: Facts) -> Iterator[Recommendation]:
    """RESOLVED (and RECOMMENDED) items of minutes, each lettered item a row of its own. Nothing else is a decision."""
    if facts.kind is not Kind.MINUTES:
        return
    items = items_of(pages)
    at = 0
    while at < len(items):
        item = items[at]
        at += 1
        found = _RESOLVED.search(item.text)
        if found is None:
            continue
        kind = RecommendationKind.RECOMMENDATION if found["word"] == "RECOMMENDED" else RecommendationKind.RESOLVED
        after = _AFTER.match(item.text, found.end())
        said = _cut(item, after.end() if after else found.end(), len(item.text))
        listed = _list_after(items[at:], bare=said is None or said.asks)
        at += len(listed)
        leads = said is None or (listed and _LEAD.fullmatch(said.text))
        pieces = listed if leads or said is None else [*_inline(said), *listed]
        yield from _rows(pages, kind, pieces)


def recommendations_to_members(pages: Pages, facts: Facts) -> Iterator[Recommendation]:
    """The recommendations of a report to a committee, or else the numbered ones of an inquiry."""
    if facts.kind not in (Kind.COMMITTEE_REPORT, Kind.OTHER):
        return
    items = items_of(pages)
    for at, item in enumerate(items):
        listed: list[Item] = []
        if item.kind is BlockKind.ROW:
            if len(item.cells) == 2 and _is_title(item.cells[0]) and item.cells[1]:
                said = _cut(item, item.text.rfind(item.cells[1]), len(item.text))
                listed = _inline(said) if said else []
        elif not item.is_bullet and _is_title(item.text):
            listed = _recommended(items[at + 1 :])
        if listed:  # later headings of that name are another paper's, or a quotation
            yield from _rows(pages, RecommendationKind.RECOMMENDATION, listed)
            return
    yield from _numbered(pages, items)


def _is_title(text: str) -> bool:
    return _TITLE.fullmatch(re.sub(r"^\d+(?:\.\d+)*\.?\s+", "", " ".join(text.split())).rstrip(" :.")) is not None


def _recommended(items: Sequence[Item]) -> list[Item]:
    """The items under a heading of recommendations, without the line that leads into them."""
    under: list[Item] = []
    for item in items:
        if item.kind in (BlockKind.HEADING, BlockKind.ROW):
            break
        under.append(item)
    first = next((at for at, item in enumerate(under) if item.number or item.is_bullet), None)
    if first is None:
        plain = [item for item in under if _BEGINS_ITEM.match(item.text) or _IS_RECOMMENDED.search(item.text)]
        return [piece for item in plain if not item.asks for piece in _inline(item)]
    if under[first].asks and _IS_RECOMMENDED.search(under[first].text):
        first += 1  # "2.1 The Committee is recommended to:"
    kept: list[Item] = []
    for at, item in enumerate(under[first:], first):
        if not (item.number or item.is_bullet) and not (item.tops_page and at + 1 < len(under)):
            break
        kept.append(item)
    return kept


def _numbered(pages: Pages, items: Sequence[Item]) -> Iterator[Recommendation]:
    """ "Recommendation 3: The council should ..." with the text beside or below the number."""
    seen: set[str] = set()
    for at, item in enumerate(items):
        title = _NUMBERED_TITLE.match(item.text) if item.kind is not BlockKind.ROW else None
        if title is None or title["number"] in seen:
            continue
        said = _cut(item, title.end(), len(item.text))
        if said is None:
            said = items[at + 1] if at + 1 < len(items) and items[at + 1].kind is BlockKind.PARAGRAPH else None
        elif not title["after"]:
            continue  # "Recommendation 3 was accepted"
        if said is None or len(said.text.split()) < 4:
            continue
        seen.add(title["number"])
        page, quote = quote_of(pages, [said])
        yield Recommendation(RecommendationKind.RECOMMENDATION, said.text, page, quote, number=title["number"])


def _list_after(items: Sequence[Item], bare: bool) -> list[Item]:
    """The lettered items after RESOLVED; under the bare word also paragraphs that begin with "that" or "to"."""
    listed: list[Item] = []
    for item in items:
        if item.kind in (BlockKind.HEADING, BlockKind.ROW) or _RESOLVED.search(item.text):
            break
        if item.number is None and not item.is_bullet:
            goes_on = bool(listed) and item.tops_page and item.text[:1].islower()
            if not goes_on and not (bare and _BEGINS_ITEM.match(item.text)):
                break
        elif not listed and not bare and item.number and item.number[0].isdigit() and not item.label.startswith("("):
            break
        elif listed and item.number and listed[0].number and not _BEGINS_ITEM.match(item.text):
            earlier = [each.number for each in listed if each.number]
            if item.number not in ("a", "i", "1") and not any(follows(item.number, each) for each in earlier):
                break  # the number of the next minute
        listed.append(item)
    return listed


def _inline(item: Item) -> list[Item]:
    """The lettered items of one paragraph: "(i) that ...; (ii) that ..."; the paragraph itself where it has none."""
    places: list[tuple[int, int, str, str]] = []
    for match in _INLINE.finditer(item.text):
        label = label_of(match[1])
        number = label.number if label else None
        if number and follows(number, places[-1][3] if places else None):
            places.append((match.start(), match.end(), match[1], number))
    if not places or (len(places) == 1 and places[0][0] > 0):
        return [item]
    ends = [place[0] for place in places[1:]] + [len(item.text)]
    pieces = []
    for (_, start, label_text, number), end in zip(places, ends, strict=True):
        piece = _cut(item, start, end)
        if piece:
            pieces.append(replace(piece, label=label_text, number=number))
    return pieces


def _cut(item: Item, start: int, end: int) -> Item | None:
    """``text[start:end]`` of an item as an item, with its places; None where nothing is left."""
    text = item.text[start:end]
    start += len(text) - len(text.lstrip())
    end = start + len(text.strip())
    if end <= start:
        return None
    segments, at = [], 0
    for segment in item.segments:
        length = segment.end - segment.start
        low, high = max(start, at), min(end, at + length)
        if low < high:
            segments.append(Segment(segment.page, segment.start + low - at, segment.start + high - at))
        at += length + 1
    return replace(item, segments=segments, text=item.text[start:end], label="", number=None)


def _rows(pages: Pages, kind: RecommendationKind, items: Sequence[Item]) -> Iterator[Recommendation]:
    for entry in printed_list(items):
        page, quote = quote_of(pages, entry)
        yield Recommendation(kind, " ".join(item.text for item in entry), page, quote, number=entry[0].reference)
