"""Does the cross-encoder tell the sentence that answers, and that none does?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.cross_encoder import SentenceReader
from corpus.embedding import EmbeddingModelError
from corpus.minilm_cross_encoder import best_span
from ingest.sentences import sentence_spans

CONTEXT = "Brackenford · ILACS inspection report · Care leavers\n"
PASSAGE = (
    "Most care leavers live in suitable homes. A small number have lived in bed and breakfast. "
    "The number of personal advisers has risen to 24. Leaders know this."
)


@pytest.fixture(scope="module")
def reader() -> SentenceReader:
    return SentenceReader()


def spans_of(passage: str, context: str = CONTEXT) -> list[tuple[int, int]]:
    return [(len(context) + start, len(context) + end) for start, end in sentence_spans(passage)]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many personal advisers are there?", 2),
        ("Where do most care leavers live?", 0),
        ("Have any of them lived in bed and breakfast?", 1),
    ],
)
def test_the_sentence_that_answers_is_the_likeliest(reader: SentenceReader, question: str, sentence: int) -> None:
    [read] = reader.read(question, [CONTEXT + PASSAGE], [spans_of(PASSAGE)])
    assert int(np.argmax(read.sentences)) == sentence
    assert read.sentences[sentence] > 0


def test_without_the_sentence_that_answers_nothing_is_as_likely(reader: SentenceReader) -> None:
    without = PASSAGE.replace("The number of personal advisers has risen to 24. ", "")
    question = "How many personal advisers are there?"
    held, lacking = reader.read(
        question, [CONTEXT + PASSAGE, CONTEXT + without], [spans_of(PASSAGE), spans_of(without)]
    )
    assert lacking.words.max() < 0 < held.words.max()
    assert lacking.sentences.max() < held.sentences.max() - 1


def test_what_is_read_together_is_read_as_by_itself(reader: SentenceReader) -> None:
    passages = [PASSAGE, "Leaders know this.", PASSAGE * 3]
    spans = [spans_of(passage) for passage in passages]
    together = reader.read("Who knows this?", [CONTEXT + passage for passage in passages], spans)
    for passage, own, read in zip(passages, spans, together, strict=True):
        [alone] = reader.read("Who knows this?", [CONTEXT + passage], [own])
        np.testing.assert_allclose(read.sentences, alone.sentences, atol=0.3)  # of numbers up to ten, in bfloat16


def test_a_sentence_beyond_what_the_model_reads_is_told_as_not_read(reader: SentenceReader) -> None:
    long = "Leaders know this. " * 120
    [read] = reader.read("Who knows this?", [long], [sentence_spans(long)])
    assert not np.isnan(read.sentences[:40]).any()
    assert np.isnan(read.sentences[-40:]).all()


def test_a_question_longer_than_the_passage_leaves_room_for_it(reader: SentenceReader) -> None:
    [read] = reader.read("Is it so, that " * 300, [CONTEXT + PASSAGE], [spans_of(PASSAGE)])
    assert not np.isnan(read.sentences).any()


def test_nothing_to_read_is_nothing_read(reader: SentenceReader) -> None:
    assert reader.read("Who?", [], []) == []


def test_the_best_words_end_where_they_begin_or_after() -> None:
    starts, ends = np.array([0, 5, 1], np.float32), np.array([9, 1, 2], np.float32)
    assert best_span(starts, ends) == 9.0  # the first word alone, not the fifth before it


def test_a_cross_encoder_that_is_not_there_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingModelError, match="SCRUTINY_CROSS_ENCODER"):
        SentenceReader(str(tmp_path / "nowhere")).load()


def test_any_sentence_transformers_cross_encoder_can_be_chosen(tmp_path: Path) -> None:
    """One with random weights: what it says is noise, but it is asked of each sentence and answers for each."""
    from sentence_transformers import CrossEncoder
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    from corpus.embedding import packaged_folder

    config = BertConfig(hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32, num_labels=1)
    made = tmp_path / "plain"
    BertForSequenceClassification(config).save_pretrained(made)
    BertTokenizerFast.from_pretrained(packaged_folder()).save_pretrained(made)
    CrossEncoder(str(made), device="cpu").save_pretrained(str(tmp_path / "chosen"))
    [read, none] = SentenceReader(str(tmp_path / "chosen")).read(
        "Who knows this?", [CONTEXT + PASSAGE, ""], [spans_of(PASSAGE), []]
    )
    assert read.sentences.shape == (4,)
    assert np.isfinite(read.sentences).all()
    assert len(set(read.sentences.tolist())) > 1
    assert none.sentences.shape == (0,)
