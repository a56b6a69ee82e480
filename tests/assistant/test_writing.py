"""Answers written by a chat model, played by a server that speaks the OpenAI protocol."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from langsmith.utils import tracing_is_enabled
from sqlalchemy import update

from assistant.answer import Answer, Standing
from assistant.ask import ask
from assistant.evaluation.evaluate import check_quotes
from assistant.plaintext import answer_as_text
from assistant.writing.chat_model import TEXT, TOOLS, ChatModel
from assistant.writing.notes import WHY_QUOTED
from assistant.writing.record import WrittenAnswer, WrittenRecord, written_answers, written_as_json
from assistant.writing.stream import Failure
from assistant.writing.writer import Writer, open_writer
from corpus.corpus import Corpus
from corpus.paper import Role, Voice
from corpus.settings import Settings
from corpus.workbench import Workbench
from tests.conftest import PATIENCE

from .chat_server import PIECE, ChatServer, Part, evidence_in, serving_chat

CONTACTS = "How many contacts had stood unread in the duty team's inbox in 2014?"
WROTE = "143 contacts had stood unread in the duty team’s inbox for more than three working days."
FOSTERING = "What did inspectors say about private fostering in 2023?"
WEAK = "The response to children in private fostering arrangements remains weak."
MODEL = "openai:played"
Asked = Callable[..., Answer]


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with serving_chat() as played:
        yield played


@pytest.fixture
def settings(server: ChatServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    return Settings(
        home=tmp_path,
        model=MODEL,
        model_url=server.url,
        model_first_seconds=PATIENCE,
        model_seconds=PATIENCE,
        model_reads_exempt=None,
    )


@pytest.fixture
def asked(sample_corpus: Corpus, settings: Settings) -> Asked:
    """Asks the sample papers, with the model that the server plays."""

    def answered(text: str, role: Role = Role.PUBLIC, writer: Writer | None = None, **changed: object) -> Answer:
        writer = writer or open_writer(settings.model_copy(update=changed))
        return ask(sample_corpus, text, authority="Brackenford", role=role, writer=writer)

    return answered


def plays(server: ChatServer, *statements: tuple[str, str], **more: Any) -> None:
    """The server writes each statement, citing the first evidence that holds the words beside it."""

    def script(request: dict[str, Any]) -> Part:
        evidence = evidence_in(request)
        return Part(
            [(text, [item["number"] for item in evidence if words in item["text"]][:1]) for text, words in statements],
            **more,
        )

    server.script = script


def quoting(corpus: Corpus, text: str) -> Answer:
    return ask(corpus, text, authority="Brackenford")


def test_a_statement_that_its_evidence_bears_out_is_shown_as_written(
    sample_corpus: Corpus, server: ChatServer, asked: Asked
) -> None:
    plays(server, (WROTE, "143 contacts"))
    answer = asked(CONTACTS)
    (statement,) = answer.statements
    assert (statement.kind, statement.text, statement.voice) == ("written", WROTE, Voice.INSPECTOR)
    assert statement.citations == quoting(sample_corpus, CONTACTS).statements[0].citations
    assert (answer.model, answer.standing, answer.notes) == (MODEL, Standing.ANSWERED, [])
    assert check_quotes(sample_corpus, answer, Role.PUBLIC) == (1, 0)
    shown = answer_as_text(answer)
    assert f"“{WROTE}" not in shown
    assert f"“{statement.citations[0].quote}”" in shown


def test_the_model_is_sent_the_question_and_numbered_evidence_and_nothing_else(
    server: ChatServer, asked: Asked
) -> None:
    plays(server, (WROTE, "143 contacts"))
    asked(CONTACTS)
    (request,) = server.requests
    first = server.evidence[0]
    assert first.keys() == {"number", "said_by", "paper", "date", "text"}
    assert (first["number"], first["said_by"], first["date"]) == (1, "inspectors", "26 March 2014")
    assert "143 contacts" in first["text"]
    system, user = request["messages"]
    assert "nothing else" in system["content"]
    lines = [line for line in user["content"].splitlines() if line and not line.startswith(("{", "["))]
    assert lines == ["Evidence:", f'Question: "{CONTACTS}"', "Write 1 to 2 statements."]
    assert request["stream"] is True


def test_a_sentence_copied_whole_is_shown_as_the_quotation_that_it_is(server: ChatServer, asked: Asked) -> None:
    plays(server, (WEAK, WEAK))
    shown = {statement.text: statement.kind for statement in asked(FOSTERING).statements}
    assert shown[WEAK] == "quote"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (WROTE.replace("143", "134"), "143 contacts"),
        ("The response to children in private fostering arrangements is outstanding.", "remains weak"),
        ("The response to children in private fostering arrangements is not weak.", "remains weak"),
        ("The council says that its response to private fostering is weak.", "remains weak"),
        ("The response to private fostering remains weak: see www.example.com for more.", "remains weak"),
        ("The response to children in private fostering arrangements remains weak 👍.", "remains weak"),
        (WEAK.upper(), "remains weak"),
        (WEAK.replace("weak", "WEAK"), "remains weak"),
        ("Brackenford is a lovely place to live in.", "remains weak"),
        ("!!!", "remains weak"),
    ],
)
def test_a_statement_that_its_evidence_does_not_bear_out_gives_way_to_the_quotation(
    server: ChatServer, asked: Asked, text: str, words: str
) -> None:
    question = CONTACTS if words == "143 contacts" else FOSTERING
    good = WROTE if question == CONTACTS else WEAK
    plays(server, (text, words), (good, words))
    answer = asked(question)
    assert text not in answer_as_text(answer)
    assert any(words in citation.quote for s in answer.statements for citation in s.citations)
    assert "Of the 2 statements that the language model wrote, 1 statement did not stand up" in answer.notes[0].text


def test_a_true_statement_that_misses_the_question_stands_after_the_best_quotation(
    sample_corpus: Corpus, server: ChatServer, asked: Asked
) -> None:
    best = quoting(sample_corpus, CONTACTS).statements[0]
    server.script = lambda body: Part([(evidence_in(body)[-1]["text"], [len(evidence_in(body))])])
    answer = asked(CONTACTS)
    assert set(best.citations) <= set(answer.statements[0].citations)


def test_wrong_evidence_numbers_are_never_shown_as_citations(server: ChatServer, asked: Asked) -> None:
    server.script = lambda _: Part(
        [(WROTE.replace("143", "9"), [99]), (WROTE.replace("143", "12"), []), ("Yes.", None)]
    )
    answer = asked(CONTACTS)
    assert answer.model == "quote"
    assert [statement.kind for statement in answer.statements] == ["quote"]
    assert WHY_QUOTED[Failure.NOTHING_HELD] in answer.notes[-1].text


def test_a_sentence_copied_word_for_word_under_a_wrong_number_is_cited_where_it_stands(
    server: ChatServer, asked: Asked
) -> None:
    def script(request: dict[str, Any]) -> Part:
        return Part([(evidence_in(request)[0]["text"], [77])])

    server.script = script
    (statement,) = asked(CONTACTS).statements
    assert statement.text == statement.citations[0].quote
    assert "143 contacts" in statement.text


HALF = '{"statements": [{"text": "143 contacts had'


@pytest.mark.parametrize(
    "said",
    [f"According to the evidence, {WROTE}", f"According to evidence 1, {WROTE}", f"{WROTE[:-1]} [1].", f"{WROTE} (1)"],
)
def test_words_that_point_to_the_evidence_sent_are_not_shown(server: ChatServer, asked: Asked, said: str) -> None:
    plays(server, (said, "143 contacts"))
    assert [statement.text for statement in asked(CONTACTS).statements] == [WROTE]


def test_a_true_statement_under_a_wrong_number_is_cited_where_it_is_borne_out(
    sample_corpus: Corpus, server: ChatServer, asked: Asked
) -> None:
    server.script = lambda body: Part([(WROTE, [len(evidence_in(body))])])
    (statement,) = asked(CONTACTS).statements
    assert statement.text == WROTE
    assert "143 contacts" in statement.citations[0].quote


FAILURES = {
    "slow to begin": (Part([(WROTE, [1])], pause=3), {"model_first_seconds": 0.5}, Failure.SLOW),
    "slow to end": (Part([(WROTE, [1])], slow=0.3), {"model_seconds": 1.0}, Failure.SLOW),
    "garbage": (Part(content="Lorem ipsum dolor."), {}, Failure.UNUSABLE),
    "garbled call": (Part(raw='{"statements": "none"}'), {}, Failure.UNUSABLE),
    "half a stream": (Part([(WROTE, [1]), (WROTE, [1])], stop_after=12), {}, Failure.BROKEN_OFF),
    "a stream without anything": (Part([(WROTE, [1])], stop_after=1), {}, Failure.EMPTY),
    "cut at its length": (Part(raw=HALF, finish="length"), {}, Failure.BROKEN_OFF),
    "filtered": (Part(raw=HALF, finish="content_filter"), {}, Failure.REFUSED),
    "refused": (Part(refusal="I can't help with that."), {}, Failure.EMPTY),  # LangChain leaves out why
    "refused in words": (Part(content="I'm sorry, but I can't help with that."), {}, Failure.REFUSED),
    "no statements": (Part(raw='{"statements": []}'), {}, Failure.EMPTY),
    "nothing": (Part(content=""), {}, Failure.EMPTY),
    "too many requests": (Part(status=429), {}, Failure.BUSY),
    "server error": (Part(status=500), {}, Failure.UNREACHABLE),
    "wrong key": (Part(status=401), {}, Failure.NOT_ALLOWED),
}


@pytest.mark.parametrize("name", FAILURES)
def test_whatever_fails_the_quoting_answer_stands_with_a_note(
    sample_corpus: Corpus, server: ChatServer, asked: Asked, name: str
) -> None:
    part, changed, failure = FAILURES[name]
    server.script = lambda _: part
    plain, answer = quoting(sample_corpus, CONTACTS), asked(CONTACTS, **changed)
    assert answer.statements == plain.statements
    assert (answer.model, answer.standing) == ("quote", plain.standing)
    assert [note.text for note in answer.notes] == [f"{WHY_QUOTED[failure]}, so this answer is by quotation."]


def test_no_server_at_all_is_no_error_to_the_reader(sample_corpus: Corpus, asked: Asked) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}/v1"
    answer = asked(CONTACTS, model_url=url)
    assert answer.statements == quoting(sample_corpus, CONTACTS).statements
    assert WHY_QUOTED[Failure.UNREACHABLE] in answer.notes[0].text


@pytest.mark.parametrize("status", [400, 404, 500])
def test_a_server_without_tool_calls_is_asked_again_for_json_in_text(
    server: ChatServer, asked: Asked, status: int
) -> None:
    server.script = lambda body: Part([(WROTE, [1])], status=status if "tools" in body else 200)
    answer = asked(CONTACTS)
    assert [statement.text for statement in answer.statements] == [WROTE]
    assert "JSON alone" in server.requests[-1]["messages"][0]["content"]


def test_a_schema_can_be_asked_for_in_place_of_a_tool_call(server: ChatServer, asked: Asked) -> None:
    server.script = lambda _: Part([(WROTE, [1])])
    answer = asked(CONTACTS, model_output="schema")
    assert [statement.text for statement in answer.statements] == [WROTE]
    assert server.requests[-1]["response_format"]["json_schema"]["schema"]["required"] == ["statements"]


@pytest.mark.parametrize("output", ["tools", "schema", "text"])
def test_statements_come_as_they_pass(
    sample_corpus: Corpus, settings: Settings, server: ChatServer, output: str
) -> None:
    """The first is there though the server never comes to the end of the second."""
    first = len(f'{{"statements": [{{"text": "{WEAK}", "evidence": [1]}}') // PIECE + 5
    plays(server, (WEAK, "remains weak"), (f"Again: {WEAK}", "remains weak"), stop_after=first)
    came: list[str] = []
    writer = open_writer(settings.model_copy(update={"model_output": output}))
    assert writer is not None
    noting = replace(writer, on_statement=lambda statement: came.append(statement.text))
    ask(sample_corpus, FOSTERING, authority="Brackenford", writer=noting)
    assert came == [WEAK]


def test_a_model_is_heard_no_further_once_it_has_said_what_the_quoting_answer_quotes(
    settings: Settings, server: ChatServer, asked: Asked
) -> None:
    wrong = WROTE.replace("143", "341")
    plays(server, (WROTE, "143 contacts"), *[(wrong, "143 contacts")] * 20)
    answer = asked(CONTACTS)
    assert ([statement.text for statement in answer.statements], answer.notes) == ([WROTE], [])
    (kept,) = written_answers(Workbench(settings.workbench_file))
    assert [verdict["text"] for verdict in kept.verdicts] == [WROTE]
    assert len(kept.reply) < 2 * len(WROTE)


@pytest.mark.parametrize(
    ("question", "standing"),
    [
        ("What was the overall grade in 2023?", Standing.ANSWERED),  # by the register
        ("How many submarines does the council own?", Standing.NOT_IN_PAPERS),
        ("Why did Ofsted rate Brackenford outstanding in 2019?", Standing.PREMISE_CORRECTED),
        ("What did inspectors find in Liverpool?", Standing.NOT_IN_PAPERS),
        ("", Standing.NEEDS_DETAIL),
    ],
)
def test_nothing_is_asked_of_the_model_where_the_answer_is_settled_without_it(
    sample_corpus: Corpus, server: ChatServer, asked: Asked, question: str, standing: Standing
) -> None:
    server.script = lambda _: Part([("Brackenford is outstanding.", [1])])
    answer, plain = asked(question), quoting(sample_corpus, question)
    assert answer.model_copy(update={"seconds": 0}) == plain.model_copy(update={"seconds": 0})
    assert answer.standing is standing
    assert server.requests == []


def test_exempt_text_goes_to_no_model_elsewhere_and_is_quoted_to_who_may_read_it(
    crowded_corpus: Corpus, settings: Settings, server: ChatServer
) -> None:
    def answered(role: Role, allowed: bool | None) -> Answer:
        writer = open_writer(settings.model_copy(update={"model_reads_exempt": allowed}))
        return ask(crowded_corpus, "private fostering case", authority="Brackenford", role=role, writer=writer)

    def says_sent(request: dict[str, Any]) -> Part:
        return Part([(evidence_in(request)[0]["text"], [1])])

    server.script = says_sent
    kept = answered(Role.OFFICER, False)
    assert "CANARY" not in str(server.requests)
    assert any("CANARY" in statement.text and statement.kind == "quote" for statement in kept.statements)
    answered(Role.PUBLIC, True)
    assert "CANARY" not in str(server.requests)
    answered(Role.OFFICER, None)  # the server is on this machine
    assert "CANARY" in str(server.requests[-1])


def test_what_was_sent_and_what_came_of_it_is_on_record_and_in_no_log(
    settings: Settings, server: ChatServer, asked: Asked, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("openai").setLevel(logging.DEBUG)
    wrong = WROTE.replace("143", "341")
    plays(server, (wrong, "143 contacts"), (WROTE, "143 contacts"))
    asked(CONTACTS, Role.MEMBER)
    server.script = lambda _: Part(status=500)
    asked(CONTACTS)
    *failed, kept = written_answers(Workbench(settings.workbench_file))
    assert (kept.question, kept.model, kept.role, kept.outcome) == (CONTACTS, MODEL, "member", "written")
    assert kept.prompt[1]["content"] == server.requests[0]["messages"][1]["content"]
    assert [item["number"] for item in kept.evidence] == [item["number"] for item in evidence_in(server.requests[0])]
    assert [(verdict["text"], verdict["passed"]) for verdict in kept.verdicts] == [(wrong, False), (WROTE, True)]
    assert "number" in kept.verdicts[0]["reasons"][0]
    assert WROTE in kept.reply.encode().decode("unicode_escape", "ignore") or "143" in kept.reply
    assert {row.outcome for row in failed} == {"unreachable"}
    told = json.loads(written_as_json(Workbench(settings.workbench_file)))
    assert (told[-1]["prompt"], told[-1]["verdicts"]) == (kept.prompt, kept.verdicts)
    assert "143 contacts" not in caplog.text
    assert "duty team" not in caplog.text


def test_the_record_is_kept_as_long_as_the_words_of_questions(
    settings: Settings, server: ChatServer, asked: Asked
) -> None:
    plays(server, (WROTE, "143 contacts"))
    asked(CONTACTS)
    bench = Workbench(settings.workbench_file)
    with bench.session() as session:
        session.execute(update(WrittenAnswer).values(asked_at=datetime.now() - timedelta(days=settings.words_days + 1)))
    (old,) = written_answers(bench)
    asked(FOSTERING)
    (kept,) = written_answers(bench)
    assert (old.question, kept.question) == (CONTACTS, FOSTERING)


def test_nothing_is_sent_that_cannot_be_kept_on_record(
    sample_corpus: Corpus, settings: Settings, server: ChatServer, asked: Asked
) -> None:
    settings.workbench_file.write_bytes(b"no database" * 100)
    answer = asked(CONTACTS)
    assert server.requests == []
    assert answer.statements == quoting(sample_corpus, CONTACTS).statements
    assert WHY_QUOTED[Failure.NOT_KEPT] in answer.notes[0].text


class TracedModel(GenericFakeChatModel):
    """A model without tool calls that notes whether what it is asked is traced."""

    traced: list[bool] = []  # noqa: RUF012  a field of the model, copied for each

    def _generate(self, *args: Any, **more: Any) -> Any:
        self.traced.append(bool(tracing_is_enabled()))
        return super()._generate(*args, **more)


def test_a_model_of_any_provider_will_do_and_nothing_is_traced(
    settings: Settings, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    model = TracedModel(messages=iter([AIMessage(f'{{"statements": [{{"text": "{WROTE}", "evidence": [1]}}]}}')]))
    record = WrittenRecord(Workbench(settings.workbench_file), 90)
    answer = asked(CONTACTS, writer=Writer(ChatModel("fake:one", model, True, (TOOLS, TEXT)), settings, record))
    assert [(s.kind, s.text) for s in answer.statements] == [("written", WROTE)]
    assert answer.model == "fake:one"
    assert model.traced == [False]
