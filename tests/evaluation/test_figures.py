"""The figures that the screen About shows are those of RESULTS.md."""

from __future__ import annotations

from assistant.screens.about import FOLDER
from tests.evaluation.publish_figures import figures


def test_the_figures_shown_are_the_figures_measured() -> None:
    shown = (FOLDER / "figures.csv").read_text(encoding="utf-8")
    assert shown == figures(), "run: python -m tests.evaluation.publish_figures"
