"""Is a statement of the model fit to be shown? Only one that what it cites bears out, and that is plain prose."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Statement
from assistant.verifier.reasons import Reason
from assistant.verifier.verify import Verdict, verify
from assistant.writing.numbered import Numbered, addresses_reader
from assistant.writing.reply import Draft

LONGEST = 400  # characters
PLACES = 2  # quotations that stand in for one statement
PROSE = re.compile(r"[\w\s.,;:()'\"‘’“”%£€&/–—-]*")
LINK = re.compile(r"https?:|www\.|@|\b[\w-]+\.(com|net|org|xyz|io|info|uk)\b|\*\*|__|`", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Checked:
    """``shown`` is the statement with its citations, or the quotations that stand in for it."""

    draft: Draft
    passed: bool
    reasons: tuple[str, ...]
    shown: tuple[Statement, ...]


def check(draft: Draft, evidence: Mapping[int, Numbered]) -> Checked:
    """``evidence`` by its number."""
    cited = [evidence[number] for number in draft.evidence if number in evidence]
    if not any(holds(item, draft.text) for item in cited):
        # small models copy a sentence faithfully and its number wrongly: the very words tell which it is
        cited = [item for item in evidence.values() if holds(item, draft.text)][:1] or cited
    quotations = tuple(item.quotation for item in cited)
    if any(same_words(draft.text, quotation.text) for quotation in quotations):
        # the paper's own sentence: it is shown as what it is, a quotation
        return Checked(draft, True, (), next((q,) for q in quotations if same_words(draft.text, q.text)))
    text = draft.text if any(holds(item, draft.text) for item in cited) else without_pointing(draft.text)
    others = [[item] for item in evidence.values() if item not in cited]
    failed: tuple[str, ...] = ()
    for items in [cited, *others] if cited else others:
        reason = not_prose(text, [item.quotation for item in items])
        supporting, reasons = ([], (reason,)) if reason else supporters(text, items)
        if supporting:
            return Checked(draft, True, (), (written(text, [item.quotation for item in supporting]),))
        failed = failed or reasons
    return Checked(draft, False, failed if cited else ("It cites no evidence that was given.",), quotations[:PLACES])


POINTING = re.compile(
    r"^(according to|as (stated|shown|noted) in) (the )?evidence( number)?( \[?\d+\]?)?,? |"
    r" ?[\[(](evidence )?\d+[\])](?=\.?$)",
    re.IGNORECASE,
)


def without_pointing(text: str) -> str:
    """A statement without the words that point to the evidence that was sent, which its reader does not see."""
    bare = POINTING.sub("", text)
    return bare[:1].upper() + bare[1:] if bare else text


def supporters(text: str, cited: Sequence[Numbered]) -> tuple[list[Numbered], tuple[str, ...]]:
    """The evidence of one speaker that bears a statement out, each by itself or else together; or why none does."""
    verdicts = [(item, verify(text, [item.cited])) for item in cited]
    alone = [item for item, verdict in verdicts if verdict.supported]
    if alone:
        return [item for item in alone if said_by(item) == said_by(alone[0])], ()
    if len(cited) > 1 and len({said_by(item) for item in cited}) == 1:
        together = verify(text, [item.cited for item in cited])
        return (list(cited), ()) if together.supported else ([], reasons_of(together))
    return [], reasons_of(verdicts[0][1])


def reasons_of(verdict: Verdict) -> tuple[str, ...]:
    return tuple(reason_line(reason) for reason in verdict.reasons)


def reason_line(reason: Reason) -> str:
    return f"{reason.check}: {reason.text}"


def said_by(item: Numbered) -> tuple[str, str | None, str | None]:
    return item.quotation.voice, item.quotation.speaker, item.quotation.quoted_by


def written(text: str, quotations: Sequence[Statement]) -> Statement:
    first = quotations[0]
    citations = dict.fromkeys(citation for quotation in quotations for citation in quotation.citations)
    return first.model_copy(update={"text": text, "kind": "written", "citations": list(citations)})


def not_prose(text: str, quotations: Sequence[Statement]) -> str | None:
    """What a statement has and what it cites has not: a link, a symbol, capitals; None for plain prose."""
    if not re.search(r"\w", text):
        return "It has no words."
    if len(text) > LONGEST:
        return f"It is longer than {LONGEST} characters."
    source = " ".join(quotation.text for quotation in quotations)
    if (link := LINK.search(text)) and link.group() not in source:
        return "It holds a link, an address or markup."
    if addresses_reader(text):
        return "It speaks to whoever reads it."
    if any(not PROSE.fullmatch(character) and character not in source for character in text):
        return "It holds symbols that are not in what it cites."
    return "It is written in capitals." if is_shouted(text, source) else None


def is_shouted(text: str, source: str) -> bool:
    """Whether words stand in capitals that the source has not so, or most do: an acronym of the question alone is none
    such, and what it says is for the verifier."""
    words = re.findall(r"[^\W\d_]{4,}", text)
    capitals = [word for word in words if word.isupper() and word not in source]
    said = {word.casefold() for word in re.findall(r"[^\W\d_]+", source)}
    return 2 * len(capitals) > len(words) or any(word.casefold() in said for word in capitals)


def holds(item: Numbered, text: str) -> bool:
    """Whether the statement is, word for word, a sentence or more of the quotation."""
    return any(same_words(text, said.text) for said in item.cited.sentences) or same_words(text, item.quotation.text)


def same_words(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())
