"""What later papers of the same council say on the matter of a recommendation, where it is clearly the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Statement
from assistant.quoting.quoted import as_statement
from assistant.tracker.item import Item, said_on
from assistant.tracker.matter import Matters, Near, matters_of
from corpus.corpus import Corpus
from corpus.held import HeldPaper

LOOKED_AT = 40  # sentences
MOST = 3  # papers quoted: the latest, and those most alike
CLOSEST = 1
NONE_LATER = "No later paper on this council is held."
NO_MENTION = "No later paper held mentions this."
NOTHING_CLEAR = "Nothing that is clearly on the same matter was found in later papers."
NO_DATE = "The paper has no date, so later papers cannot be told."


@dataclass(frozen=True, slots=True)
class Later:
    """``found`` is clearly on the matter, in date order; ``closest`` perhaps is, and is offered as such."""

    found: tuple[Near, ...] = ()
    closest: tuple[Near, ...] = ()
    silence: str | None = None  # what is said where nothing was found

    def statements(self) -> list[Statement]:
        return [as_statement([near.quoted]) for near in self.found]


def later_evidence(corpus: Corpus, items: Sequence[Item], papers: Sequence[HeldPaper]) -> dict[str, Later]:
    """By the key of each item. ``papers`` are all that the reader may see."""
    by_authority: dict[str, list[HeldPaper]] = {}
    for paper in papers:
        for name in paper.facts.authorities or ((paper.facts.authority,) if paper.facts.authority else ()):
            by_authority.setdefault(name, []).append(paper)
    matters: dict[str | None, Matters] = {}
    found: dict[str, Later] = {}
    for item in items:
        council = item.paper.facts.authority
        own = by_authority.get(council or "", [item.paper])
        if council not in matters:
            matters[council] = matters_of(corpus, own)
        found[item.key] = later_of(matters[council], item, own)
    return found


def later_of(matters: Matters, item: Item, papers: Sequence[HeldPaper]) -> Later:
    if not item.said:
        return Later(silence=NO_DATE)
    near = [n for n in matters.later(item, LOOKED_AT) if not same_words(n, item)]
    if clear := most_telling([n for n in near if n.is_clear]):
        return Later(found=tuple(clear))
    if near:
        return Later(closest=tuple(near[:CLOSEST]), silence=NOTHING_CLEAR)
    return Later(silence=NO_MENTION if any(said_on(paper) > item.said for paper in papers) else NONE_LATER)


def most_telling(near: Sequence[Near]) -> list[Near]:
    """The likest sentence of each paper; of many papers the latest and the likest, in date order."""
    best: dict[str, Near] = {}
    for one in near:
        best.setdefault(one.paper.id, one)
    ordered = sorted(best.values(), key=lambda n: said_on(n.paper))
    if len(ordered) <= MOST:
        return ordered
    kept = sorted(ordered[:-1], key=lambda n: -n.likeness)[: MOST - 1]
    return [n for n in ordered if n in kept] + [ordered[-1]]


def same_words(near: Near, item: Item) -> bool:
    """A later paper that only prints the recommendation again is no evidence of what came of it."""
    sentence = near.quoted.passage.passage.sentences[near.quoted.sentence]
    text = near.quoted.passage.passage.text[sentence.start : sentence.end]
    return " ".join(text.casefold().split()).strip(" .;") == " ".join(item.row.text.casefold().split()).strip(" .;")
