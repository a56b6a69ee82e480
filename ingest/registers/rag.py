"""Red, amber and green, as a plan prints them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.paper import BlockKind, Pages, Rag

_LETTERS = {"r": Rag.RED, "a": Rag.AMBER, "g": Rag.GREEN, "b": Rag.BLUE}
_COLOURS = {colour.value: colour for colour in Rag}
_COLOUR = re.compile(r"\b(" + "|".join(_COLOURS) + r")\b", re.IGNORECASE)
_MEANS = re.compile(
    r"\b(red|amber|green|blue)\b\s*(?:\([^)]{1,12}\)\s*)?(?:=|:|–|—|-|\bmeans\b)\s*([^;.,|=:]{2,60})", re.IGNORECASE
)
LONGEST_RATING = 4  # words


def rag_of(text: str, legend: Mapping[str, Rag], letters: bool = True) -> Rag | None:
    """The one colour that a cell names, by its word, its letter or the plan's own legend; else None.

    ``legend`` maps small-letter words to the colour that the plan gives them. "Amber to green" is no one colour.
    """
    said = " ".join(text.split()).strip(" .:;").casefold()
    named = {_COLOURS[match.casefold()] for match in _COLOUR.findall(said)}
    if named:
        return named.pop() if len(named) == 1 and len(said.split()) <= LONGEST_RATING else None
    if letters and said in _LETTERS and (said != "b" or Rag.BLUE in legend.values()):
        return _LETTERS[said]
    return legend.get(said)


def legend_of(pages: Pages) -> dict[str, Rag]:
    """What a plan says its colours mean: "Green: on track" -> {"on track": green}. What it says twice is left out."""
    legend: dict[str, Rag | None] = {}
    for page in pages.pages:
        for block in page.blocks:
            if block.kind is BlockKind.FURNITURE:
                continue
            pairs = _MEANS.findall(page.text[block.start : block.end])
            cells = [page.text[start:end].strip() for start, end in block.cells]
            if len(cells) == 2 and cells[0].casefold() in _COLOURS:
                pairs = [(cells[0], cells[1])]
            for colour, meaning in pairs:
                phrase, rag = " ".join(meaning.split()).casefold(), _COLOURS[colour.casefold()]
                if phrase and not _COLOUR.search(phrase):
                    legend[phrase] = rag if legend.get(phrase, rag) is rag else None
    return {phrase: rag for phrase, rag in legend.items() if rag}
