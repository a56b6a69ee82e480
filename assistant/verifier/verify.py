"""Is a statement borne out by the passages that it cites? Rules over their words: no model is asked.

A statement is held against each sentence of each passage, and against each two that follow one another, whole and then
clause by clause; the sentences that say most of it must contradict nothing of it. In the terms of textual entailment
(Dagan et al. 2006, "The PASCAL recognising textual entailment challenge") a statement may say less than its source,
never more or other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.verifier.alignment import aligned, borne_out, words_to_bear_out
from assistant.verifier.claims import Claim, claim_of
from assistant.verifier.compare import differences
from assistant.verifier.datings import dates_in, dating_of
from assistant.verifier.exchanged import LEAST_REPEATED, exchange_differences, repeated_at_most
from assistant.verifier.reasons import Around, Check, Reason
from assistant.verifier.saidby import speaker_differences
from assistant.verifier.subjects import leans_back, subject_of
from assistant.verifier.words import AUXILIARIES, Word, plain, words_of
from corpus.authorities import find_authorities
from corpus.held import HeldPassage
from corpus.paper import Facts, Passage, Voice

__all__ = ["Check", "Cited", "Reason", "Said", "Verdict", "cited_of", "cited_passage", "verify"]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a passage, and who says it."""

    text: str
    voice: Voice
    speaker: str | None = None
    quoted_by: Voice | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage that a statement cites, with what its paper is known to be. Dates are ISO, whole or in part."""

    sentences: tuple[Said, ...]
    headings: tuple[str, ...] = ()
    title: str = ""
    kind: str = ""
    authorities: tuple[str, ...] = ()
    publisher: str | None = None
    inspected_from: str | None = None
    inspected_to: str | None = None
    published: str | None = None
    meeting_date: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    supported: bool
    reasons: tuple[Reason, ...] = ()


def cited_of(held: HeldPassage) -> Cited:
    return cited_passage(held.passage, held.paper.facts)


def cited_passage(passage: Passage, facts: Facts) -> Cited:
    """A passage with all that the verifier is told of its paper."""
    return Cited(
        tuple(
            Said(passage.text[s.start : s.end], s.voice or passage.voice or facts.voice, s.speaker, s.quoted_by)
            for s in passage.sentences
        ),
        (*passage.headings, *passage.columns),
        facts.title,
        facts.kind,
        facts.authorities or ((facts.authority,) if facts.authority else ()),
        facts.publisher,
        facts.inspected_from,
        facts.inspected_to,
        facts.published,
        facts.meeting_date,
    )


def verify(statement: str, cited: Sequence[Cited]) -> Verdict:
    """Whether some passage of ``cited`` bears out each part of ``statement``, and where none does, why not.

    Raises ValueError for a statement without words.
    """
    text = plain(statement)
    if not re.search(r"\w", text):
        raise ValueError(f"A statement needs words to be verified: {statement!r}")
    if not cited:
        return Verdict(False, (Reason(Check.CONTENT, text, "Nothing is cited."),))
    if any(text == plain(said.text) for passage in cited for said in passage.sentences):
        return Verdict(True)
    exchanged = _exchanged(text, cited)
    found = _best(text, cited, None)
    if exchanged:
        return Verdict(False, tuple(dict.fromkeys(exchanged + found.reasons)))
    if not found.reasons:
        return Verdict(True)
    parts = parts_of(text)
    if len(parts) > 1:
        held: list[_Held] = []
        for part in parts:
            held.append(_best(part, cited, held[0] if held else None))
            if held[-1].reasons:
                break
        else:
            if len({each.passage for each in held}) == 1 or min(each.alike for each in held) >= APART:
                return Verdict(True)
            words = "What is cited says its parts of different things."
            return Verdict(False, (Reason(Check.CONTENT, text, words),))
    return Verdict(False, tuple(dict.fromkeys(found.reasons)))


def _exchanged(text: str, cited: Sequence[Cited]) -> tuple[Reason, ...]:
    """What stands in the place of other words in a statement that repeats a sentence, if the sentence that it repeats
    most is at odds with it."""
    claim = claim_of(text)
    most = 0.0
    least: tuple[Reason, ...] = ()
    for number, passage in enumerate(cited):
        for at, said in enumerate(passage.sentences):
            source = claim_of(said.text)
            if repeated_at_most(claim, source) < max(most, LEAST_REPEATED):
                continue
            around = replace(_around(passage, at, 1), elsewhere=_elsewhere(cited, number))
            share, reasons = exchange_differences(claim, source, aligned(claim, source), around)
            if share > most or (share == most and len(reasons) < len(least)):
                most, least = share, tuple(reasons)
    return least


@dataclass(frozen=True, slots=True)
class _Held:
    """A statement held against the sentences of one passage that suit it best."""

    reasons: tuple[Reason, ...]
    alike: float
    passage: int


def _best(text: str, cited: Sequence[Cited], before: _Held | None) -> _Held:
    """The sentences with the least against the statement. A part that names no subject stays with the part before."""
    claim = claim_of(text)
    passages = range(len(cited))
    has_subject = claim.areas or subject_of(claim.words, range(len(claim.words)), claim)
    if before is not None and not has_subject and not any(w.is_name for w in claim.words):
        passages = range(before.passage, before.passage + 1)
    windows = list(_windows(claim, cited, passages))
    held = [_Held((Reason(Check.CONTENT, text, "The passages cited are empty."),), 0, 0)] if not windows else []
    enough = max((window.share for window in windows), default=0) - SLACK
    for window in windows:
        if window.share >= enough:
            passage = cited[window.passage]
            around = replace(_around(passage, window.at, len(window.said)), elsewhere=_elsewhere(cited, window.passage))
            reasons = differences(claim, window.source, around, window.places)
            reasons += speaker_differences(claim, window.source, window.said, window.places)
            reasons += _foreign(text, window.source.text, passage)
            held.append(_Held(tuple(reasons), window.share, window.passage))
    return min(held, key=lambda h: (len(h.reasons), -h.alike))


APART = 0.8  # of the words of each part that its passage must say where the parts are of different passages
SLACK = 0.12  # of the share said, within which a sentence counts as saying as much as the best


@dataclass(frozen=True, slots=True)
class _Window:
    """A sentence of a passage, or two in a row, with where it has the words of a claim and the share of them it has."""

    passage: int
    at: int
    said: tuple[Said, ...]
    source: Claim
    places: dict[int, int]
    share: float


def _windows(claim: Claim, cited: Sequence[Cited], passages: Iterable[int]) -> Iterator[_Window]:
    """Each sentence, and each two in a row that say more together than either: where one says as much by itself, the
    other must not take its word back."""
    words = max(1, len(words_to_bear_out(claim)))
    for number in passages:
        has: list[frozenset[int]] = []
        sentences = cited[number].sentences
        for at, said in enumerate(sentences):
            source = claim_of(said.text)
            places = aligned(claim, source)
            has.append(borne_out(claim, source, places))
            yield _Window(number, at, (said,), source, places, len(has[-1]) / words)
        for at in range(len(sentences) - 1):
            both = has[at] | has[at + 1]
            if len(both) > max(len(has[at]), len(has[at + 1])):
                source = claim_of(f"{sentences[at].text} {sentences[at + 1].text}")
                places = aligned(claim, source)
                share = len(borne_out(claim, source, places)) / words
                yield _Window(number, at, sentences[at : at + 2], source, places, share)


def _elsewhere(cited: Sequence[Cited], number: int) -> frozenset[str]:
    return frozenset[str]().union(*(_meanings_of(c) for n, c in enumerate(cited) if n != number))


@lru_cache(2048)
def _meanings_of(passage: Cited) -> frozenset[str]:
    return frozenset(m for s in passage.sentences for w in words_of(s.text) for m in w.meanings | w.parts)


@lru_cache(8192)
def _around(passage: Cited, at: int, size: int) -> Around:
    here = passage.sentences[at : at + size]
    rest = [s.text for i, s in enumerate(passage.sentences) if not at <= i < at + size]
    names = [passage.title, passage.publisher or "", *passage.authorities, *(s.speaker or "" for s in here)]
    headings = [claim_of(heading) for heading in passage.headings]
    last = headings[-1] if headings else None
    context = [w for text in names for w in words_of(text)] + [w for h in headings for w in h.words]
    nearby = [w for text in rest for w in words_of(text)]
    areas = frozenset(w.area for w in _about(passage, here) if w.area)
    since = at
    while since and (since == at or leans_back(words_of(passage.sentences[since].text))):
        since -= 1
    before = [w for s in passage.sentences[since:at] for w in words_of(s.text)]
    dates = [
        dating_of(d) for d in (passage.inspected_from, passage.inspected_to, passage.published, passage.meeting_date)
    ]
    dates += dates_in(passage.title)
    return Around(
        meanings=frozenset(m for w in context for m in w.meanings | w.parts | {w.folded}),
        nearby=frozenset(m for w in nearby for m in w.meanings | w.parts),
        council=frozenset(m for name in passage.authorities for w in words_of(name) for m in w.meanings),
        before=frozenset(m for w in before for m in w.meanings | w.parts),
        areas=areas,
        nearby_areas=frozenset(w.area for w in nearby if w.area),
        grades=frozenset(
            (area, w.grade)
            for w in (last.words if last else ())
            if w.grade
            for area in (last.areas if last else ()) or {None}
        ),
        dates=tuple(d for d in dates if d),
        leans=leans_back(words_of(here[0].text)),
        asks=any(s.voice is Voice.DECISION for s in here) or bool(last and _ASKS.search(last.text)),
        years=frozenset(d.year for d in dates if d and d.year),
    )


def _about(passage: Cited, here: Sequence[Said]) -> Iterator[Word]:
    """The words of a passage's headings, title and speakers, save of those that list whom the whole paper is about."""
    for text in (*passage.headings, passage.title, passage.publisher or "", *(s.speaker or "" for s in here)):
        words = words_of(text)
        if len({w.area for w in words if w.area}) <= LISTED:
            yield from words


_ASKS = re.compile(
    r"\bimprove\b|improvements? (?:needed|required)|(?<!requires )(?<!require )\bimprovement$|(?:areas|points) for|"
    r"recommend|priorit|action|resolved",
    re.IGNORECASE,
)
LISTED = 2  # areas of a heading that is about them: more are a list


def _foreign(text: str, source: str, passage: Cited) -> list[Reason]:
    """The councils that a statement names and that neither the sentences nor their paper is about."""
    mine = _authorities(text)
    if not mine:
        return []
    own = {name.casefold() for name in passage.authorities} | {name.casefold() for name, _ in _authorities(source)}
    own |= {name.casefold() for name, _ in _authorities(passage.title)}
    return [
        Reason(Check.NAME, said, f"{said} is not the council of what is cited.")
        for name, said in mine
        if name.casefold() not in own
    ]


@lru_cache(8192)
def _authorities(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((found.name, text[found.start : found.end]) for found in find_authorities(text, misspelt=False))


_PART = re.compile(
    r"(?:[;:]|[.!?](?= [A-Z\"]))\s*|,? (?:and|but|while|although|though|whereas|with|as|because) ",
)


def parts_of(text: str) -> list[str]:
    """The clauses of a statement, each of which says something by itself."""
    parts: list[str] = []
    at = 0
    for match in _PART.finditer(text):
        if is_clause(text[at : match.start()]) and is_clause(text[match.end() :]):
            parts.append(text[at : match.start()])
            at = match.end()
    parts.append(text[at:])
    return parts


def is_clause(text: str) -> bool:
    """Whether a part of a statement says something by itself: three words of substance and, it seems, a verb."""
    claim = claim_of(text)
    verb = any(w.folded in AUXILIARIES or w.folded.endswith("ed") for w in claim.words)
    return verb and sum(w.counts for w in claim.words) >= LEAST


LEAST = 3  # words of substance
