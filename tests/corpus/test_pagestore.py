"""Words and boxes of a page: kept as they were, and joined to one box a line."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.pagestore import boxes_of, pack_words, unpack_words
from corpus.paper import Word

numbers = st.floats(0, 5000, width=32)
wild_words = st.builds(Word, st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), numbers, numbers, numbers, numbers)
LINES = [["Care", "leavers", "are"], ["supported", "well"], ["by", "advisers."]]


def set_in_lines() -> tuple[str, list[Word]]:
    """A text of three lines 12 points high, each word 30 points wide."""
    text, words = "", []
    for row, line in enumerate(LINES):
        for column, word in enumerate(line):
            start = len(text)
            text += word + " "
            words.append(Word(start, start + len(word), 40 * column, 15 * row, 40 * column + 30, 15 * row + 12))
    return text, words


TEXT, WORDS = set_in_lines()


@given(st.lists(wild_words, max_size=300))
def test_words_come_back_as_they_were(words: list[Word]) -> None:
    assert unpack_words(pack_words(words)) == tuple(words)


def test_a_quotation_over_three_lines_has_three_boxes() -> None:
    start, end = TEXT.index("leavers"), TEXT.index("advisers.") + len("advisers.")
    assert boxes_of(WORDS, start, end) == [(40, 0, 110, 12), (0, 15, 70, 27), (0, 30, 70, 42)]


def test_only_the_words_of_the_quotation_are_boxed() -> None:
    start = TEXT.index("supported")
    assert boxes_of(WORDS, start, start + len("supported")) == [(0, 15, 30, 27)]
    assert boxes_of(WORDS, start + 3, start + 5) == [(0, 15, 30, 27)]  # a part of a word shows the word
    assert boxes_of(WORDS, start, start) == []
    assert boxes_of([], 0, 100) == []


def test_letters_of_different_height_stand_on_one_line() -> None:
    words = [Word(0, 1, 0, 2, 10, 12), Word(1, 2, 10, 0, 15, 9), Word(3, 4, 20, 5, 30, 14)]
    assert boxes_of(words, 0, 4) == [(0, 0, 30, 14)]


def test_the_next_column_is_another_line() -> None:
    words = [Word(0, 4, 0, 700, 200, 712), Word(5, 9, 300, 50, 500, 62)]
    assert boxes_of(words, 0, 9) == [(0, 700, 200, 712), (300, 50, 500, 62)]


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_boxes_hold_every_word_asked_for_and_never_overlap(one: int, other: int) -> None:
    start, end = sorted((one, other))
    boxes = boxes_of(WORDS, start, end)
    asked = [w for w in WORDS if w.start < end and w.end > start]
    assert bool(boxes) == bool(asked)
    for word in asked:
        assert any(x0 <= word.x0 and y0 <= word.y0 and x1 >= word.x1 and y1 >= word.y1 for x0, y0, x1, y1 in boxes)
    assert all(above[3] <= below[1] for above, below in pairwise(boxes))
