"""Who says each sentence: the inspector, the council, the press, a decision; and who quotes whom.

A sentence has the voice of the one whose words it is: what is quoted word for word is the speaker's, a paraphrase is
its writer's, and so is a sentence that only holds a few quoted words. Quotations are told by quotation marks (one of
a pair may be missing), by who is said to speak before or behind them, and by lists such as "Ofsted said:". In an
inspection paper only what a named child, parent or other person or the council is quoted with is not the inspector's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.paper import BlockKind, Facts, Kind, Passage, Sentence, Voice
from ingest.voices.appended import inspectors_letters
from ingest.voices.quotations import (
    Quotation,
    begins_quoted,
    is_part_of_a_sentence,
    leads_into,
    mostly,
    narration,
    quotations,
    share,
    within,
)
from ingest.voices.resolutions import Resolutions
from ingest.voices.speakers import Source, Speakers, attributes, last_speaks_of_inspectors, only_attributes

_FEWEST_WORDS = 5  # of a quotation by somebody who is not named


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
    """The passages with the voice of each and, where it differs or is quoted, of each sentence.

    A passage is divided between paragraphs of different speakers, so that it mixes none but within a paragraph.
    """
    paragraphs = _paragraphs(passages)
    minutes = Resolutions(paragraph.text for paragraph in paragraphs) if facts.kind is Kind.MINUTES else None
    teller = _Teller(facts.voice, passages, inspected="ofsted" in facts.title.casefold())
    letters = inspectors_letters(passages) if facts.voice is Voice.COUNCIL else set()
    given: list[Passage] = []
    group: list[tuple[Paragraph, list[Said]]] = []
    speaking: Said | None = None  # who says most of the group's paragraphs
    for paragraph in paragraphs:
        passage = passages[paragraph.passage]
        if paragraph.passage in letters:
            said = [Said(Voice.INSPECTOR, None, facts.voice)] * len(paragraph.spans)
        elif minutes:
            decided = minutes.decides(paragraph.text, paragraph.spans, passage)
            said = [Said(Voice.DECISION if one else facts.voice) for one in decided]
        else:
            said = teller.listen(paragraph)
        main = _main(paragraph, said)
        if group and (group[0][0].passage != paragraph.passage or speaking != main):
            given.append(_part(passages[group[0][0].passage], group, facts.voice))
            group = []
        group.append((paragraph, said))
        speaking = main
    if group:
        given.append(_part(passages[group[0][0].passage], group, facts.voice))
    return given


def _main(paragraph: Paragraph, said: Sequence[Said]) -> Said:
    """Who says most of a paragraph."""
    if all(one is said[0] for one in said):
        return said[0]
    words: Counter[Said] = Counter()
    for (start, end), one in zip(paragraph.spans, said, strict=True):
        words[one] += len(paragraph.text[start:end].split())
    return words.most_common(1)[0][0]


def _part(whole: Passage, group: Sequence[tuple[Paragraph, Sequence[Said]]], narrator: Voice) -> Passage:
    """The paragraphs of a group as a passage, with their voices."""
    said = [one for _, heard in group for one in heard]
    first = group[0][0].first
    sentences = whole.sentences[first : first + len(said)]
    if len(said) == len(whole.sentences) and all(one is said[0] for one in said) and _unquoted(said[0]):
        return replace(whole, voice=said[0].voice)  # nearly every passage
    words: Counter[Voice] = Counter()
    for sentence, one in zip(sentences, said, strict=True):
        words[one.voice] += len(whole.text[sentence.start : sentence.end].split())
    voice = words.most_common(1)[0][0]
    start, end = (0, len(whole.text)) if len(said) == len(whole.sentences) else (sentences[0].start, sentences[-1].end)
    return replace(
        whole,
        text=whole.text[start:end],
        segments=tuple(place for place, _ in whole.parts(start, end)),
        voice=voice,
        sentences=tuple(
            Sentence(
                sentence.start - start,
                sentence.end - start,
                one.voice if one.voice is not voice or one.quoted_by or one.speaker else None,
                one.speaker,
                one.quoted_by,
            )
            for sentence, one in zip(sentences, said, strict=True)
        ),
    )


def _unquoted(said: Said) -> bool:
    return said.speaker is None and said.quoted_by is None


def _paragraphs(passages: Sequence[Passage]) -> list[Paragraph]:
    """The passages cut where their segments begin, which is where the paragraphs of the paper began."""
    found: list[Paragraph] = []
    for at, passage in enumerate(passages):
        starts = set(passage.starts())
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


class _Teller:
    """Goes through the paragraphs in order and remembers who was speaking."""

    def __init__(self, narrator: Voice, passages: Sequence[Passage], *, inspected: bool) -> None:
        self.narrator, self.passages = narrator, passages
        self.own = Said(narrator)
        self.strict = narrator is Voice.INSPECTOR  # who quotes next to nobody, and puts many terms in quotation marks
        self.speakers = Speakers(anonymous=self.strict, inspected=inspected)
        self.quoting: Source | None = None  # of a quotation that the last paragraph left open or just closed
        self.open: Quotation | None = None
        self.announced: Source | None = None  # by a paragraph that ended in "... said:"
        self.listing: Source | None = None  # the source of the list that this paragraph may belong to
        self.list_passage = -1
        self.unheard: list[Paragraph] = []  # narration that only matters where somebody is quoted after it

    def listen(self, paragraph: Paragraph) -> list[Said]:
        text = paragraph.text
        found = quotations(text, inside=None if begins_quoted(text) else self.open)
        if self.open and not begins_quoted(text) and not (found and found[0].closed):
            found = quotations(text)  # the closing mark was left out
        if not found and self._only_narrates(text):
            self.unheard.append(paragraph)
            return [self.own] * len(paragraph.spans)
        for earlier in self.unheard:
            self._remember(earlier, [], [], self.speakers.named_before(earlier.text), None)
        self.unheard.clear()
        listed = self._listed(paragraph)
        sources: list[Source | None] = []
        for at, quotation in enumerate(found):
            between = text[found[at - 1].end : quotation.start] if at else ""
            before = sources[-1] if only_attributes(between) else None  # “...,” said Doe. “...”
            sources.append(self._source(text, quotation, found, before or listed))
        named = self.speakers.named_before(narration(text, found))
        own = self.own
        said = [own] * len(paragraph.spans)
        for index, span in enumerate(paragraph.spans):
            sentence = text[span[0] : span[1]]
            for quotation, source in zip(found, sources, strict=True):
                if source and _in(text, span, quotation):
                    said[index] = self._quoted(source, text, span, quotation)
            if said[index] is own and len(found) > 1 and mostly(share(text, span, found), sentence):
                said[index] = next((self._quoted(source) for source in sources if source), own)
            if said[index] is own and listed:
                said[index] = self._quoted(listed)
        self._remember(paragraph, found, sources, named, listed)
        return said

    def _only_narrates(self, text: str) -> bool:
        """Whether a paragraph without quotations stands in no quotation or list, and begins none."""
        return not (self.open or self.listing) and (self.strict or not text.rstrip().endswith(":"))

    def _quoted(
        self, source: Source, text: str = "", span: tuple[int, int] = (0, 0), quotation: Quotation | None = None
    ) -> Said:
        """A source's words as this paper gives them, or those that the source quotes in turn.

        An organisation does not quote itself.
        """
        if quotation and source.voice not in (Voice.INSPECTOR, self.narrator):
            sentence = text[span[0] : span[1]]
            for lead, words in within(text, quotation):
                if words in sentence and mostly(words, sentence):
                    inner = Speakers(inspected=self.speakers.inspected).named_before(lead)
                    if inner and inner.voice is Voice.INSPECTOR:
                        return Said(inner.voice, inner.speaker, source.voice)
        return Said(source.voice, source.speaker, None if source.voice is self.narrator else self.narrator)

    def _source(
        self, text: str, quotation: Quotation, found: Sequence[Quotation], speaking: Source | None
    ) -> Source | None:
        """Who says a quotation: named behind it, before it, in the paragraph before, or still ``speaking``."""
        before = narration(text[: quotation.start], [q for q in found if q.end <= quotation.start])
        named = self.speakers.named_before(before)
        if quotation.closed:
            end = min((other.start for other in found if other.start >= quotation.end), default=len(text))
            after = self.speakers.named_after(text[quotation.end - 2 : end])
            if after:
                return after
        if self.open and quotation.start == 0 and self.quoting:
            return self.quoting
        if named or speaking:
            return named or speaking
        if quotation.start == 0 and self.announced:
            return self.announced
        if quotation.start == 0 and self.quoting:
            return self.quoting
        if self.strict:
            return None
        if quotation.opened and (last_speaks_of_inspectors(before) or self.speakers.judged(before)):
            return Source(Voice.INSPECTOR)
        if quotation.opened and quotation.closed and is_part_of_a_sentence(text, quotation):
            return None  # a part of the writer's own sentence
        if not quotation.opened:
            return self.speakers.last if before.strip() or quotation.closed else None
        length = len(text[quotation.start : quotation.end].split())
        return Source(Voice.OTHER) if length >= _FEWEST_WORDS else None

    def _listed(self, paragraph: Paragraph) -> Source | None:
        """The source of the list that this paragraph is an item of, or the paragraph right after "... said:"."""
        if self.listing is None:
            return None
        if paragraph.passage == self.list_passage or _is_item(self.passages[paragraph.passage]):
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
        self.open = found[-1] if found and not found[-1].closed else None
        rest = ending[found[-1].end :] if found else ""
        ends_quoted = bool(found) and (len(rest) <= 1 or only_attributes(rest))
        self.quoting = sources[-1] if found and (ends_quoted or found[0].start == 0) else None
        announces = ending.endswith((":", ",", " said"))
        self.announced = (named or (listed if ending.endswith(":") else None)) if announces else None
        lists = None
        if ending.endswith(":") and not self.strict:
            lists = self.speakers.lists(ending, own_report=self.narrator is Voice.COUNCIL) or listed
        if lists:
            self.listing, self.list_passage = lists, paragraph.passage
            self.announced = lists
        elif not listed:
            self.listing, self.list_passage = None, -1


def _in(text: str, span: tuple[int, int], quotation: Quotation) -> bool:
    """Is a sentence that of a quotation: mostly its words, or what leads up to it, or says behind it whose it was?"""
    start, end = span
    if start < quotation.start < end <= quotation.end + 1 and leads_into(text, start, quotation):
        return True
    ended = quotation.closed and text[quotation.end - 2 : quotation.end - 1] in (",", ".", "?", "!")
    if ended and quotation.start <= start < quotation.end <= end and attributes(text[quotation.end : end]):
        return True  # “It is not enough,” said Councillor Doe.
    words = share(text, span, [quotation])
    return bool(words) and mostly(words, text[start:end])


def _is_item(passage: Passage) -> bool:
    """A list item: a bullet, or a paragraph lettered or numbered in roman figures."""
    number = passage.paragraph
    return passage.kind is BlockKind.BULLET or (number is not None and not number[0].isdigit())
