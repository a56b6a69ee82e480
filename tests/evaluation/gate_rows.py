"""The questions that the weights are fitted on, each with the evidence that is found for it.

Those of the trial sets are learnt from and measured on. Those of own_questions.jsonl, over the shared papers, and those
made by rule are learnt from alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assistant.evaluation.questions import QuestionLine, read_questions
from assistant.evidence import evidence as evidence_step
from assistant.evidence import gate
from assistant.evidence.evidence import ODDS, Evidence, find_evidence
from assistant.evidence.focus import paper_before
from assistant.evidence.rerank import by_reading, rerank
from assistant.evidence.retrieve import PassageRetriever, authorities_of
from assistant.lookups.cover import find_cover
from assistant.lookups.fields import find_field
from assistant.lookups.judgements import ASSUMES, look_up
from assistant.lookups.lists import find_list
from assistant.premises.premises import find_premise
from assistant.quoting.notes import missing_note
from assistant.understanding.bounds import out_of_bounds
from assistant.understanding.question import Question, is_empty, understand
from assistant.understanding.spelling import mend_question
from assistant.understanding.unclear import which_council
from corpus.corpus import Corpus, open_corpus
from corpus.paper import Role
from corpus.scope import Scope
from corpus.settings import settings_for
from ingest.sync import sync
from tests.evaluation.made_questions import made_questions

PROJECT = Path(__file__).resolve().parents[2]
OWN = Path(__file__).with_name("own_questions.jsonl")


@dataclass(frozen=True)
class Row:
    """A question that reaches the gate, with its evidence."""

    set: str
    line: QuestionLine
    question: Question
    evidence: list[Evidence]


def paper_rows(work: Path, shared: Path) -> list[Row]:
    sample = PROJECT / "corpus" / "sample"
    news = work / "news_papers"
    news.mkdir(parents=True, exist_ok=True)
    for file in (shared / "papers" / "southampton").iterdir():
        if file.suffix in (".txt", ".json"):
            (news / file.name).write_bytes(file.read_bytes())
    sets = {
        "ofsted_dev": (shared / "papers", shared / "eval" / "ofsted_dev.jsonl"),
        "southampton_news_dev": (news, shared / "eval" / "southampton_news_dev.jsonl"),
        "sample": (sample / "papers", sample / "questions.jsonl"),
    }
    rows = []
    for name, (papers, questions) in sets.items():
        corpus = open_corpus(settings_for(work / name))
        if not corpus.catalogue.papers(Scope(Role.OFFICER)):
            sync(corpus, [papers])
        rows += [row for line in read_questions(questions) if (row := row_of(corpus, name, line))]
    return rows


def row_of(corpus: Corpus, name: str, line: QuestionLine) -> Row | None:
    """The question with its evidence; None where the answer is plain before the gate, as in assistant/cases.py."""
    if out_of_bounds(line.asked):
        return None
    readable = corpus.catalogue.papers(Scope(Role.PUBLIC))
    question = understand(line.asked, held=authorities_of(readable), earlier=line.earlier, authority=line.scope)
    question = mend_question(question, corpus.catalogue, readable)
    scope = Scope(Role.PUBLIC, frozenset(question.authorities))
    papers = corpus.catalogue.papers(scope)
    if stepped_to := paper_before(question, papers):
        papers, scope = [stepped_to], replace(scope, papers=frozenset({stepped_to.id}))
    if is_empty(question) or which_council(question, authorities_of(readable)):
        return None
    if missing_note(question, papers, readable) or find_premise(corpus, question, papers):
        return None
    looked = look_up(corpus.catalogue, question, papers)
    if looked.gap:
        return None
    if find_cover(corpus.catalogue, question, papers) or find_field(corpus.catalogue, question, papers):
        return None
    if find_list(corpus.catalogue, question, papers).items:
        return None
    found = PassageRetriever(corpus=corpus, scope=scope).find(question, papers)
    evidence = rerank(corpus, question, find_evidence(corpus, question, found))
    if looked.rows and not ASSUMES.search(question.text) and not gate.names_unmet(question, evidence):
        return None
    return Row(name, line, question, evidence)


def own_rows(work: Path) -> list[Row]:
    """Questions of our own over the shared papers: plausible ones that they answer, and that they do not."""
    corpora: dict[str, Corpus] = {}
    rows = []
    for written in OWN.read_text().splitlines():
        own = json.loads(written)
        corpus = corpora.setdefault(own["papers"], open_corpus(settings_for(work / own["papers"])))
        line = QuestionLine(
            id=own["id"], kind="own", question=own["question"], answerable=own["answerable"], scope=own["scope"]
        )
        if row := row_of(corpus, "own", line):
            rows.append(row)
    return rows


def made_rows(work: Path) -> list[Row]:
    """Questions made by rule over the inspection reports, with the evidence found for each."""
    corpus = open_corpus(settings_for(work / "ofsted_dev"))
    rows = []
    for number, made in enumerate(made_questions(corpus)):
        line = QuestionLine(
            id=f"made-{number}", kind=made.sort, question=made.text, answerable=made.answerable, scope=made.authority
        )
        if row := row_of(corpus, "made", line):
            rows.append(row)
    return rows


def rescored(row: Row) -> Row:
    weights = evidence_step.sentence_weights()
    again = [replace(e, score=float(np.dot(weights, e.features)) + read_more(e)) for e in row.evidence]
    again.sort(key=lambda e: (-e.score, e.passage.key, e.sentence))
    return Row(row.set, row.line, row.question, again)


def read_more(e: Evidence) -> float:
    return by_reading(e.answers, e.holds_words) if e.answers > -ODDS else 0.0
