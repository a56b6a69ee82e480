import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Leaders have acted (e.g. Mr. Lea and Dr. Pitt) to reduce drift.",
        "Section 47 enquiries under s. 47 of the Act are timely.",
        "No. 3 was closed after para. 12 of the report was read.",
        "Some 12.5 per cent of children, i.e. 40, wait too long.",
        "Ms J. A. Carr HMI led the visit to St. Anne’s ward.",
        "Cllr. Shaw asked about approx. 30 cases vs. the 12 reported.",
        "Support is weak... and leaders know it.",
    ],
)
def test_a_point_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert sentences(text) == [text]


def test_sentences_end_at_full_stops_and_questions() -> None:
    assert sentences("Few wait. Do plans help? Most do! They are clear.") == [
        "Few wait.",
        "Do plans help?",
        "Most do!",
        "They are clear.",
    ]


def test_closing_marks_stay_with_their_sentence() -> None:
    assert sentences("He said “they are safe.” ‘We agree.’ (All of them.) The end.") == [
        "He said “they are safe.”",
        "‘We agree.’",
        "(All of them.)",
        "The end.",
    ]


def test_a_sentence_may_begin_with_a_figure_or_a_quotation_mark() -> None:
    assert sentences("Visits are late. 24 children waited. “Nobody came,” one said.") == [
        "Visits are late.",
        "24 children waited.",
        "“Nobody came,” one said.",
    ]


def test_an_answer_of_no_is_a_sentence() -> None:
    assert sentences("The answer was no. The council disagreed.") == ["The answer was no.", "The council disagreed."]


@given(st.text())
def test_sentences_cover_the_text_in_order(text: str) -> None:
    spans = sentence_spans(text)
    at = 0
    for start, end in spans:
        assert text[at:start].strip() == ""
        assert start < end
        assert text[start:end] == text[start:end].strip()
        at = end
    assert text[at:].strip() == ""
