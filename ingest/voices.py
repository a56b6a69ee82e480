"""Who says each sentence: the inspector, the council, the press, a decision; and who quotes whom.

An inspection paper is the inspector's throughout. A council's or a newspaper's own words are told from what it
quotes by quotation marks (one of a pair may be missing), by who is said to speak before or behind them, and by
lists such as "Ofsted said:". A sentence that only holds a few quoted words stays its writer's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.paper import BlockKind, Facts, Kind, Passage, Sentence, Voice
from ingest.speakers import Source, Speakers, attributes, speaks_of_inspectors

_MOSTLY = 0.6  # of a sentence's words in quotation marks make it a quotation
_LONGEST_LEAD = 40  # words before the colon
_RESOLVED = re.compile(r"(?:\bRESOLVED\b|^(?:it was |the committee )?resolved\b)")


@dataclass(slots=True)
class Paragraph:
    """The sentences of one paragraph, list item or row of a passage."""

    passage: int
    first: int  # index of its first sentence in the passage
    text: str
    spans: list[tuple[int, int]] = field(default_factory=list)  # of its sentences, within text


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of one sentence."""

    voice: Voice
    speaker: str | None = None
    quoted_by: Voice | None = None


def give_voices(passages: Sequence[Passage], facts: Facts) -> list[Passage]:
    """The passages with the voice of each and, where it differs or is quoted, of each sentence."""
    if facts.voice is Voice.INSPECTOR:
        return [replace(passage, voice=Voice.INSPECTOR) for passage in passages]
    paragraphs = _paragraphs(passages)
    said: dict[tuple[int, int], Said] = {}
    teller = _Teller(facts.voice, passages, minutes=facts.kind is Kind.MINUTES)
    for at, paragraph in enumerate(paragraphs):
        following = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        for index, one in enumerate(teller.listen(paragraph, following)):
            said[paragraph.passage, paragraph.first + index] = one
    return [
        _with_voices(passage, [said[at, i] for i in range(len(passage.sentences))], facts.voice)
        for at, passage in enumerate(passages)
    ]


def _with_voices(passage: Passage, said: Sequence[Said], narrator: Voice) -> Passage:
    words: Counter[Voice] = Counter()
    for sentence, one in zip(passage.sentences, said, strict=True):
        words[one.voice] += len(passage.text[sentence.start : sentence.end].split())
    voice = words.most_common(1)[0][0] if words else narrator
    sentences = tuple(
        replace(
            sentence,
            voice=one.voice if one.voice is not voice or one.quoted_by or one.speaker else None,
            speaker=one.speaker,
            quoted_by=one.quoted_by,
        )
        for sentence, one in zip(passage.sentences, said, strict=True)
    )
    return replace(passage, voice=voice, sentences=sentences)


def _paragraphs(passages: Sequence[Passage]) -> list[Paragraph]:
    """The passages cut where their segments begin, which is where the paragraphs of the paper began."""
    found: list[Paragraph] = []
    for at, passage in enumerate(passages):
        starts, offset = set(), 0
        for segment in passage.segments:
            starts.add(offset)
            offset += segment.end - segment.start + 1
        group: list[Sentence] = []
        for index, sentence in enumerate(passage.sentences):
            if group and sentence.start in starts:
                found.append(_paragraph(at, index - len(group), passage, group))
                group = []
            group.append(sentence)
        if group:
            found.append(_paragraph(at, len(passage.sentences) - len(group), passage, group))
    return found


def _paragraph(at: int, first: int, passage: Passage, group: Sequence[Sentence]) -> Paragraph:
    start, end = group[0].start, group[-1].end
    return Paragraph(at, first, passage.text[start:end], [(s.start - start, s.end - start) for s in group])


@dataclass(frozen=True, slots=True)
class Quotation:
    """``text[start:end]`` of a paragraph, its marks included; ``closed`` where its closing mark stands there."""

    start: int
    end: int
    opened: bool
    closed: bool


_MARK = re.compile(r"[“”„\"]|(?<!\w)‘(?=[A-Z])|(?<=[.!?])’(?=\s|$)|(?<=\w)’(?=[.]?$)")


def quotations(text: str, *, inside: bool) -> list[Quotation]:
    """The quotations of a paragraph; ``inside``: it begins within one. A mark without its partner reaches to the end
    of the paragraph on its open side."""
    found: list[Quotation] = []
    start: int | None = 0 if inside else None
    opened = inside
    single = False
    for mark in _MARK.finditer(text):
        opens = _opens(text, mark)
        if mark.group() in "‘’" and (start is not None) != single:
            continue  # single marks within double ones
        if opens:
            if start is None or (inside and mark.start() == 0):
                start, opened, single = mark.start(), True, mark.group() == "‘"
        elif start is not None:
            if not (single and mark.group() not in "’"):
                found.append(Quotation(start, mark.end(), opened, True))
                start, single = None, False
        elif not found and mark.group() in '”"':
            found.append(Quotation(0, mark.end(), False, True))  # its opening mark is missing
    if start is not None:
        if single:
            return found  # an apostrophe
        found.append(Quotation(start, len(text), opened, False))
    return found


def _opens(text: str, mark: re.Match[str]) -> bool:
    if mark.group() in "“„‘":
        return True
    if mark.group() in "”’":
        return False
    before, after = text[: mark.start()], text[mark.end() : mark.end() + 1]
    return bool(after and not after.isspace()) and (not before or before[-1].isspace() or before[-1] in "([–—-")


class _Teller:
    """Goes through the paragraphs in order and remembers who was speaking."""

    def __init__(self, narrator: Voice, passages: Sequence[Passage], *, minutes: bool) -> None:
        self.narrator, self.passages, self.minutes = narrator, passages, minutes
        self.speakers = Speakers()
        self.quoting: Source | None = None  # of a quotation that the last paragraph left open or just closed
        self.open = False
        self.announced: Source | None = None  # by a paragraph that ended in "... said:"
        self.listing: Source | None = None  # the source of the list that this paragraph may belong to
        self.list_passage = -1
        self.deciding = -1  # the passage in which a resolution began

    def listen(self, paragraph: Paragraph, following: Paragraph | None) -> list[Said]:
        passage = self.passages[paragraph.passage]
        own = Said(self.narrator)
        if self.minutes:
            return self._minuted(paragraph, passage)
        found = quotations(paragraph.text, inside=self.open and not _begins_quoted(paragraph.text))
        if self.open and not _begins_quoted(paragraph.text) and not (found and found[0].closed):
            found = quotations(paragraph.text, inside=False)  # the closing mark was left out
        sources = [self._source(paragraph, quotation, found) for quotation in found]
        narration = _without(paragraph.text, found)
        named = self.speakers.named_before(narration)
        listed = self._listed(paragraph, passage)
        said = [own] * len(paragraph.spans)
        for index, span in enumerate(paragraph.spans):
            for quotation, source in zip(found, sources, strict=True):
                if source and _mostly_in(paragraph.text, span, [quotation]):
                    said[index] = self._quoted(source)
            if said[index] is own and len(found) > 1 and _mostly_in(paragraph.text, span, found):
                source = next((source for source in sources if source), None)
                said[index] = self._quoted(source) if source else own
            if said[index] is own and listed:
                said[index] = self._quoted(listed)
        self._remember(paragraph, found, sources, named, listed)
        return said

    def _minuted(self, paragraph: Paragraph, passage: Passage) -> list[Said]:
        """In minutes only what follows RESOLVED is a decision: to the end of its paragraph, and the list under it."""
        heading = bool(passage.headings) and bool(_RESOLVED.match(passage.headings[-1]))
        listed = self.deciding >= 0 and (paragraph.passage == self.deciding or _is_item(passage))
        said: list[Said] = []
        decided = heading or listed
        for start, end in paragraph.spans:
            if _RESOLVED.search(paragraph.text[start:end]):
                decided = True
            said.append(Said(Voice.DECISION if decided else self.narrator))
        goes_on = paragraph.text.rstrip().endswith((":", "-", "–", ";", "and")) or listed
        self.deciding = paragraph.passage if decided and goes_on else -1
        if decided and not goes_on and _RESOLVED.search(paragraph.text):
            self.deciding = paragraph.passage
        return said

    def _quoted(self, source: Source) -> Said:
        """A source's words as this paper gives them; an organisation does not quote itself."""
        return Said(source.voice, source.speaker, None if source.voice is self.narrator else self.narrator)

    def _source(self, paragraph: Paragraph, quotation: Quotation, found: Sequence[Quotation]) -> Source | None:
        """Who says a quotation: named behind it, before it, in the paragraph before, or still speaking."""
        before = _without(paragraph.text[: quotation.start], [q for q in found if q.end <= quotation.start])
        named = self.speakers.named_before(before)
        if quotation.closed:
            end = min((other.start for other in found if other.start >= quotation.end), default=len(paragraph.text))
            after = self.speakers.named_after(paragraph.text[quotation.end : end])
            if after:
                return after
        if self.open and quotation.start == 0 and self.quoting:
            return self.quoting
        if named:
            return named
        if quotation.start == 0 and self.announced:
            return self.announced
        if quotation.start == 0 and self.quoting:
            return self.quoting
        if quotation.opened and speaks_of_inspectors(before):
            return Source(Voice.INSPECTOR)
        return self.speakers.last if before.strip() or not quotation.opened else None

    def _listed(self, paragraph: Paragraph, passage: Passage) -> Source | None:
        """The source of the list that this paragraph is an item of, or the paragraph right after "... said:"."""
        if self.listing is None:
            return None
        if paragraph.passage == self.list_passage or _is_item(passage):
            return self.listing
        return self.announced

    def _remember(
        self,
        paragraph: Paragraph,
        found: Sequence[Quotation],
        sources: Sequence[Source | None],
        named: Source | None,
        listed: Source | None,
    ) -> None:
        ending = paragraph.text.rstrip()
        announces = ending.endswith((":", ",")) or bool(re.search(r"\bsaid$", ending))
        self.open = bool(found) and not found[-1].closed
        starts_quoted = bool(found) and found[0].start == 0
        self.quoting = sources[-1] if found and (self.open or starts_quoted) else None
        self.announced = (named or (listed if ending.endswith(":") else None)) if announces else None
        if ending.endswith(":") and self.announced:
            self.listing, self.list_passage = self.announced, paragraph.passage
        elif not listed:
            self.listing, self.list_passage = None, -1


def _begins_quoted(text: str) -> bool:
    return text.startswith(("“", '"', "‘"))


def _is_item(passage: Passage) -> bool:
    """A list item: a bullet, or a paragraph lettered or numbered in roman figures."""
    number = passage.paragraph
    return passage.kind is BlockKind.BULLET or (number is not None and not number[0].isdigit())


def _without(text: str, found: Sequence[Quotation]) -> str:
    """The narration around quotations, each of which leaves a dash-like gap that no sentence pattern crosses."""
    parts, at = [], 0
    for quotation in found:
        parts.append(text[at : quotation.start])
        at = quotation.end
    return " “” ".join([*parts, text[at:]])


def _mostly_in(text: str, span: tuple[int, int], found: Sequence[Quotation]) -> bool:
    start, end = span
    for quotation in found:
        led = text[start : quotation.start].rstrip()
        if start < quotation.start < end <= quotation.end + 1 and led.endswith(":") and led.count(" ") < _LONGEST_LEAD:
            return True  # Councillor Doe said: “It is not enough.”
        ended = quotation.closed and text[quotation.end - 2 : quotation.end - 1] in (",", ".", "?", "!")
        if ended and quotation.start <= start < quotation.end <= end and attributes(text[quotation.end : end]):
            return True  # “It is not enough,” said Councillor Doe.
    words = len(text[start:end].split())
    quoted = sum(
        len(text[max(start, quotation.start) : min(end, quotation.end)].split())
        for quotation in found
        if quotation.start < end and start < quotation.end
    )
    return words > 0 and quoted >= _MOSTLY * words
