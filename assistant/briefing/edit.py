"""An officer's changes to a briefing: what is no longer verbatim is verified, or marked as the officer's words."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.briefing.briefing import Briefing, Line, Part, Reference
from assistant.briefing.lines import STRICTEST
from assistant.verifier.verify import cited_of, verify
from corpus.corpus import Corpus
from corpus.held import HeldPassage
from corpus.paper import Access
from corpus.scope import Scope

LONGEST = 2000  # characters of a statement


class BadEdit(ValueError):
    """A change that cannot be made; the message says why and what to do."""


def edited_line(corpus: Corpus, scope: Scope, line: Line, text: str) -> Line:
    """The line with other words. Raises BadEdit for words that are none, or too many."""
    text = checked(text)
    if text == line.text:
        return line
    if line.kind in ("gap", "question") or not line.references:
        return line.model_copy(update={"text": text, "kind": "officer", "doubts": ()})
    passages = cited_passages(corpus, scope, line.references)
    plain = without_marks(text)
    if is_verbatim(plain, passages):
        return line.model_copy(update={"text": plain, "kind": "quote", "doubts": ()})
    verdict = verify(text, [cited_of(held) for held in passages])
    if verdict.supported:
        return line.model_copy(update={"text": text, "kind": "written", "doubts": ()})
    doubts = tuple(reason.text for reason in verdict.reasons)
    return line.model_copy(update={"text": text, "kind": "officer", "doubts": doubts})


def checked(text: str) -> str:
    text = " ".join(text.split())
    if not any(character.isalnum() for character in text):
        raise BadEdit("A statement needs words. To take it out, tick “Take out statement” under it.")
    if len(text) > LONGEST:
        raise BadEdit(f"The statement has {len(text):,} characters; it may have {LONGEST:,}. Make two of it.")
    return text


def without_marks(text: str) -> str:
    """The words of a quotation without the quotation marks round it."""
    return text[1:-1].strip() if len(text) > 2 and (text[0], text[-1]) in (("“", "”"), ('"', '"')) else text


def is_verbatim(text: str, passages: Sequence[HeldPassage]) -> bool:
    """Whether a passage has these very words in a row, from whole word to whole word.

    Less than a sentence is no quotation here: a part can turn the sense of the whole.
    """
    for held in passages:
        sentences = held.passage.sentences
        for first in range(len(sentences)):
            for last in range(first, len(sentences)):
                said = held.passage.text[sentences[first].start : sentences[last].end]
                if " ".join(said.split()) == text:
                    return True
    return False


def cited_passages(corpus: Corpus, scope: Scope, references: Sequence[Reference]) -> list[HeldPassage]:
    """The passages that are cited, in the versions that the reader may see."""
    found: dict[str, HeldPassage] = {}
    for reference in references:
        key, paper_id = reference.citation.passage, reference.citation.paper
        for version in corpus.catalogue.versions(paper_id, scope):
            held = corpus.catalogue.passages([key], [version]).get(key)
            if held and key not in found:
                found[key] = held
    return list(found.values())


def with_note(briefing: Briefing, part: Part, text: str) -> Briefing:
    """The briefing with an officer's own line at the end of a part.

    It is as closed as the strictest line of the briefing: nobody can tell what it was written from.
    """
    access = max((line.access for line in briefing.lines()), key=STRICTEST.index, default=Access.PUBLIC)
    note = Line(text=checked(text), kind="officer", under="Added by an officer", access=access)
    sections = [
        section.model_copy(update={"lines": (*section.lines, note)}) if section.part is part else section
        for section in briefing.sections
    ]
    return briefing.model_copy(update={"sections": tuple(sections)})
