"""Is a statement said by whom it says? A claim stays its speaker's: told as a finding it is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from assistant.understanding.stems import stems_of
from assistant.verifier.attribution import Attribution
from assistant.verifier.claims import Claim
from assistant.verifier.reasons import Check, Reason
from assistant.verifier.words import words_of
from corpus.paper import Voice


class Sentence(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def voice(self) -> Voice: ...
    @property
    def speaker(self) -> str | None: ...
    @property
    def quoted_by(self) -> Voice | None: ...


def speaker_differences(
    claim: Claim, source: Claim, window: Sequence[Sentence], places: Mapping[int, int]
) -> list[Reason]:
    return list(_differences(claim, source, window, places))


def _differences(
    claim: Claim, source: Claim, window: Sequence[Sentence], places: Mapping[int, int]
) -> Iterator[Reason]:
    voices = {s.voice for s in window}
    within = [a for a in source.attributions if _governs(a, claim, source, places)]
    for mine in claim.attributions:
        if mine.start and any(_same(mine, theirs) for theirs in source.attributions):
            continue  # of the last part alone: "..., and managers acknowledge that"
        if not _is_licensed(mine, source, within, window, voices):
            yield Reason(Check.SPEAKER, mine.who, f"What is cited is not said by {mine.who}.")
    for theirs in within:
        if not theirs.claims or theirs.voice in voices:
            continue
        if not any(_same(mine, theirs) for mine in claim.attributions):
            yield Reason(Check.SPEAKER, theirs.who, f"It is {theirs.who} who says so in what is cited.")


def _governs(theirs: Attribution, claim: Claim, source: Claim, places: Mapping[int, int]) -> bool:
    """Whether most of what the claim takes from the source stands in the words attributed."""
    said = [source.words[j] for i, j in places.items() if claim.is_content(i)]
    end = min(
        (p for p in (source.text.find(". ", theirs.end), source.text.find('." ', theirs.end)) if p >= 0),
        default=len(source.text),
    )
    inside = [w for w in said if theirs.end <= w.start <= end]
    return len(inside) * 2 > len(said)


def _is_told(who: set[str], source: Claim) -> bool:
    """Whether a sentence that names them tells what they say, feel or want."""
    for number in set(source.sentence):
        words = [w for w, s in zip(source.words, source.sentence, strict=True) if s == number]
        text = source.text[words[0].start : words[-1].end]
        if who & set(stems_of(text)) and _TOLD.search(text):
            return True
    return False


def _same(mine: Attribution, theirs: Attribution) -> bool:
    if mine.voice is theirs.voice and mine.voice is not Voice.OTHER:
        return True
    return bool(_meanings(mine.who) & _meanings(theirs.who))


def _meanings(who: str) -> set[str]:
    return {m for w in words_of(who) for m in w.meanings}


# Words by which a sentence tells what people said, felt or wanted without being their own words.
_TOLD = re.compile(
    r"\b(?:say|says|said|tell|tells|told|feel|feels|felt|report\w*|express\w*|describ\w+|speak|speaks|spoke|spoken|view\w*|"
    r"voic\w+|wish\w*|want\w*|value\w*|appreciat\w+|recognis\w+|acknowledg\w+|know|knows|knew|belie\w+|think|thinks|"
    r"thought|consider\w*|prefer\w*|prais\w+|critici\w+|complain\w*|confirm\w*|understand\w*|understood|feedback|"
    r"comment\w*|survey\w*|consult\w*|respond\w*|ask|asks|asked|find|finds|found|explain\w*|agree\w*|state\w*|"
    r"assur\w+|accept\w*|resolved|request\w*|promis\w+|hope\w*|enjoy\w*|claim\w*|satisf\w+|welcome\w*|"
    r"aware\w*|happy|unhappy|proud|worried|concern\w*|trust\w*|confiden\w+)\b|[\"“]",
    re.IGNORECASE,
)
_EMPTY = frozenset({"the", "a", "of", "councillor", "cllr", "mr", "ms", "mrs", "dr"})


def _is_licensed(
    mine: Attribution, source: Claim, within: Sequence[Attribution], window: Sequence[Sentence], voices: set[Voice]
) -> bool:
    who = set(stems_of(mine.who)) - _EMPTY
    speakers = [set(stems_of(s.speaker)) for s in window if s.speaker]
    if mine.name:
        if speakers:
            return any(who <= speaker for speaker in speakers)
        return who <= set(stems_of(source.text))
    if any(_same(mine, theirs) for theirs in within):
        return True
    if mine.voice in voices:
        return True
    if mine.voice is Voice.DECISION:
        return who <= set(stems_of(source.text)) or (Voice.COUNCIL in voices and "resolv" in stems_of(source.text))
    if mine.voice in (Voice.COUNCIL, Voice.OTHER):
        if within and not any(_same(mine, theirs) for theirs in within):
            return any(who & s for s in speakers)
        named = bool(who) and who <= set(stems_of(source.text)) and mine.voice is Voice.OTHER
        return (named and _is_told(who, source)) or any(who & s for s in speakers)
    return False
