"""The register of recommendations: what a paper requires, recommends, resolves or plans."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.paper import Facts, Pages, Passage, Recommendation


def recommendations_of(pages: Pages, passages: Sequence[Passage], facts: Facts) -> list[Recommendation]:
    """The rows of one paper, in the order of reading."""
    return []
