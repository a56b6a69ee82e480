from __future__ import annotations

import pytest

from tests.evaluation.rouge import rouge_l


def test_same_words_in_the_same_order_are_all_that_was_wanted() -> None:
    assert rouge_l("The council visited two homes.", "the Council visited two homes") == 1.0


def test_endings_do_not_count_in_words_of_four_letters_or_more() -> None:
    assert rouge_l("inspectors visited homes", "inspector visits home") == 1.0
    assert rouge_l("his", "hi") == 0.0


def test_words_in_another_order_count_only_as_far_as_they_follow_one_another() -> None:
    assert rouge_l("police killed the gunman", "the gunman police killed") == pytest.approx(0.5)
    assert rouge_l("police killed the gunman", "police kill the gunman") == 1.0


def test_what_is_quoted_beyond_the_reference_and_what_is_left_out_both_count_against() -> None:
    assert rouge_l("one two three", "one two three four five six") == pytest.approx(2 * 3 / 9)
    assert rouge_l("one two three four five six", "one two three") == pytest.approx(2 * 3 / 9)
    assert rouge_l("one two", "") == 0.0
