"""What is made of a model's reply, however it comes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.writing.reply import Draft, UnusableReply, drafts_of, drafts_so_far

ONE, TWO = Draft("Nine live in hotels.", (1,)), Draft("Six did.", (2, 3))
BODY = '{"statements": [{"text": "Nine live in hotels.", "evidence": [1]}, {"text": "Six did.", "evidence": [2, 3]}]}'


@pytest.mark.parametrize(
    "reply",
    [
        BODY,
        f"```json\n{BODY}\n```",
        f"Here is the answer:\n{BODY}\nI hope that helps.",
        f"<think>Perhaps {{this}}?</think>{BODY}",
        f'{{"name": "give_answer", "arguments": {BODY}}}',
        json.dumps({"name": "give_answer", "parameters": BODY}),
        BODY[len('{"statements": ') : -1],
    ],
)
def test_a_whole_reply_gives_its_statements_however_it_is_wrapped(reply: str) -> None:
    assert drafts_of(reply) == [ONE, TWO]


def test_a_statement_is_given_out_once_its_own_part_ends_and_never_half() -> None:
    seen = [drafts_so_far(BODY[:length]) for length in range(len(BODY) + 1)]
    first, second = BODY.index("}") + 1, BODY.rindex("]}]") + 2
    assert all(
        drafts == ([] if length < first else [ONE] if length < second else [ONE, TWO])
        for length, drafts in enumerate(seen)
    )


def test_a_brace_within_a_statement_is_not_its_end() -> None:
    assert drafts_so_far('{"statements": [{"evidence": [1], "text": "Nine {of them}') == []


@pytest.mark.parametrize("reply", ["", "I cannot.", "{}", '{"statements": 3}', BODY[:-1], BODY[:60], "[[[", "null"])
def test_what_is_no_whole_reply_is_unusable(reply: str) -> None:
    with pytest.raises(UnusableReply):
        drafts_of(reply)


@pytest.mark.parametrize(
    ("cited", "numbers"),
    [(3, (3,)), ("3", (3,)), (["[3]", "evidence 4"], (3, 4)), ([True, None, {}], ()), ([1, 1], (1,)), ([-1], (-1,))],
)
def test_evidence_numbers_are_read_as_models_write_them(cited: object, numbers: tuple[int, ...]) -> None:
    reply = json.dumps({"statements": [{"text": "So.", "evidence": cited}]})
    assert drafts_of(reply) == [Draft("So.", numbers)]


@given(st.text() | st.text(alphabet='{}[]":, statements1'))
def test_no_reply_breaks_the_reading(reply: str) -> None:
    drafts_so_far(reply)
    try:
        drafts = drafts_of(reply)
    except UnusableReply:
        return
    assert all(draft.text.strip() for draft in drafts)
