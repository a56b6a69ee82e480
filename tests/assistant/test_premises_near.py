"""A sentence that only sounds as if it contradicted a question corrects nothing; beside each, one that does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.premises.attributed import wrong_theme
from assistant.premises.contrary import Line, find_contrary, find_denial, find_done
from assistant.premises.figured import wrong_figure
from assistant.premises.misgraded import wrong_grade
from assistant.understanding.question import understand
from corpus.paper import Kind
from tests.assistant.test_premises_denied import HELD, IN_2019, asked, first, inspected, lines, paper_of

TO_IMPROVE = "What needs to improve in Brackenford?"


def under(heading: str, text: str) -> list[Line]:
    (line,) = lines(text)
    held = replace(line.passage, passage=replace(line.passage.passage, headings=(heading,)))
    return [replace(line, passage=held)]


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        # a name is no praise
        ("Why were care leavers unhappy in placements?", "Care leavers in placements use supported lodgings.", False),
        ("Why were care leavers unhappy in placements?", "Care leavers are well supported in placements.", True),
        # what is worked for is not done
        ("Why did pathway plans get worse?", "The school works to improve pathway plans.", False),
        ("Why did pathway plans get worse?", "Pathway plans have continued to improve.", True),
        ("Why did pathway plans get worse?", "Pathway plans are beginning to improve.", True),
        ("Why did pathway plans improve?", "Pathway plans have failed to improve.", True),
        # praise in general, beside a matter of its own
        ("Why are looked after children so settled and doing well?", "Looked after children wait too long.", False),
        ("Why are looked after children so settled?", "Looked after children move too often and are unsettled.", True),
        ("Why are assessments so poor and slow?", "Assessments are strong.", True),
    ],
)
def test_another_matter_contradicts_nothing(question: str, text: str, found: bool) -> None:
    part = first(question)
    assert bool(find_contrary(part, asked(" ".join(part.subject)), lines(text))) is found


def test_what_must_improve_is_neither_praised_nor_done() -> None:
    text = "Effective joint work on housing for care leavers."
    part = first("Why is joint work on housing for care leavers so poor?")
    words = asked(" ".join(part.subject))
    assert find_contrary(part, words, under("Main findings", text))
    assert not find_contrary(part, words, under(TO_IMPROVE, text))
    assert find_done(words, under("Main findings", text))
    assert not find_done(words, under(TO_IMPROVE, text))
    assert not find_done(words, [*under("Main findings", text), *under(TO_IMPROVE, text)])


def test_what_must_improve_contradicts_praise() -> None:
    part = first("Why are assessments so timely?")
    words = asked(" ".join(part.subject))
    assert find_contrary(part, words, under(TO_IMPROVE, "Assessments are delayed and too slow."))


def test_no_matter_what_denies_nothing() -> None:
    words = asked("PA stays alongside")
    assert not find_denial(words, lines("Their PA stays alongside them, no matter what happens."), strict=False)
    assert find_denial(words, lines("No PA stays alongside them."), strict=False)
    assert find_denial(asked("matters raised"), lines("No matters were raised by the police."), strict=False)


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("Why was Brackenford judged outstanding in 2019?", True),
        ("Why was Brackenford judged outstanding after 2019?", False),  # by whatever inspection came then
        ("Why has Brackenford been rated outstanding since 2019?", True),
    ],
)
def test_a_grade_is_held_against_the_inspection_that_is_meant(question: str, wrong: bool) -> None:
    found = wrong_grade(understand(question, held=HELD), first(question), [IN_2019])
    assert (found is not None) is wrong


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("How come the board says that our service to children in care is good?", True),
        ("How come the board knows how good our service to children in care is?", False),
    ],
)
def test_how_good_a_thing_is_is_no_grade(question: str, wrong: bool) -> None:
    found = wrong_grade(understand(question, held=HELD), first(question), [inspected("2023-06-01", "outstanding")])
    assert (found is not None) is wrong


def test_children_in_care_are_no_care_leavers() -> None:
    part = first("Why were 900 youngsters in care in 2018?")
    assert wrong_figure(part, lines("There were 228 care leavers."), asked) is None
    assert wrong_figure(part, lines("There were 228 children leaving care."), asked) is None
    assert wrong_figure(part, lines("Seven of them were in care."), asked) is None
    assert wrong_figure(part, lines("There were 228 youngsters in care."), asked)


def test_a_part_of_another_figure_still_bears_a_question_out() -> None:
    part = first("Why were 12 complaints upheld?")
    assert wrong_figure(part, lines("Of 40 complaints, 12 of these were upheld."), asked) is None
    assert wrong_figure(part, lines("40 complaints were upheld."), asked)


def test_a_visit_on_a_screen_is_of_no_other_theme() -> None:
    paper = paper_of(Kind.FOCUSED_VISIT)
    read = lambda papers: lines("Inspectors considered how well children in care are looked after.", paper=paper)  # noqa: E731
    on_screen = understand("Why was half of the 2023 focused visit in our offices and the rest on screen?", held=HELD)
    assert wrong_theme(on_screen, [paper], read) is None
    assert wrong_theme(understand("What did the July 2023 focused visit on adoption find?", held=HELD), [paper], read)
