from __future__ import annotations

import numpy as np
import pytest

from assistant.closed_passage.passagechoice import FEATURES as SENTENCE_FEATURES
from assistant.closed_passage.passagegate import FEATURES
from tests.evaluation.fit_passages import PassageRow
from tests.evaluation.passage_figures import figures_of


def passage(is_answerable: bool, tells: bool, draw: np.random.Generator) -> PassageRow:
    """Three sentences, of which the first is the answer; the features tell which, and whether, or are noise."""
    features, sentences = draw.normal(size=len(FEATURES)), draw.normal(size=(3, len(SENTENCE_FEATURES)))
    if tells:
        features[:4] += 6 if is_answerable else -6
        sentences[0] += 6
    texts = ("four children waited", "a new team began", "the office has moved")
    return PassageRow(tuple(features), sentences, np.array([True, False, False]), is_answerable, texts, texts[0])


@pytest.mark.parametrize("tells", [True, False])
def test_figures_are_those_of_rows_that_no_fit_has_seen(tells: bool) -> None:
    draw = np.random.default_rng(0)
    rows = [passage(i % 2 == 0, tells, draw) for i in range(120)]
    found = {name: values[0] for name, values in figures_of(rows, seeds=[0]).items()}
    if tells:
        assert found["answerable kept"] == found["unanswerable refused"] == pytest.approx(1)
        assert found["RougeL"] == found["RougeL, were all answered"] == pytest.approx(1)
    else:  # a fit that sees the rows it is measured by finds far more in this noise
        assert found["answerable kept"] + found["unanswerable refused"] < 1.3
        assert found["RougeL, were all answered"] < 0.65
        assert found["RougeL"] < found["RougeL, were all answered"]
