"""The register of recommendations: what a paper requires, recommends, resolves or plans."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.paper import Facts, Pages, Passage, Recommendation
from ingest.registers.action_plans import actions_of
from ingest.registers.committee_items import recommendations_to_members, resolutions_of
from ingest.registers.improvements import improvements_of


def recommendations_of(pages: Pages, passages: Sequence[Passage], facts: Facts) -> list[Recommendation]:
    """The rows of one paper in the order of its pages; which it can have depends on its kind.

    Press and news have none: they report what others require.
    """
    rows = [
        *improvements_of(pages, facts),
        *recommendations_to_members(pages, facts),
        *resolutions_of(pages, facts),
        *actions_of(pages, facts),
    ]
    return sorted(rows, key=lambda row: row.page)
