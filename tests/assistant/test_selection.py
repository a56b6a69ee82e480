"""What is worth quoting and what is not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from assistant.evidence.evidence import FEATURES, Evidence
from assistant.evidence.selection import is_bare_line
from corpus.held import HeldPassage
from corpus.paper import BlockKind


def line(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Evidence:
    held = cast(HeldPassage, SimpleNamespace(passage=SimpleNamespace(kind=kind, text=text)))
    return Evidence(held, 0, text, (0.0,) * len(FEATURES), 0.0)


@pytest.mark.parametrize("text", ["Row over caseloads", "What happens next", "Voices of young people"])
def test_a_heading_in_a_story_is_a_bare_line(text: str) -> None:
    assert is_bare_line(line(text))


@pytest.mark.parametrize(
    "text",
    ["It never came.", "Care leavers: good", "Overall inadequate", "£2.7 million over two years", "It was “late”."],
)
def test_a_sentence_a_grade_or_a_value_is_none(text: str) -> None:
    assert not is_bare_line(line(text))


@pytest.mark.parametrize("kind", [BlockKind.BULLET, BlockKind.ROW, BlockKind.HEADING])
def test_an_item_of_a_list_or_a_table_is_none(kind: BlockKind) -> None:
    assert not is_bare_line(line("More foster carers", kind))
