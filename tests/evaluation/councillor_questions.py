"""The questions that the cross-encoder and the gate learn from, each with the sentences that answer it.

Those of the trial sets and of the sample, and those of own_questions.jsonl: over the trial papers, the sample, and the
papers of the invented councils in tests/evaluation/invented. A source there is a paper, a page and the first words of
the sentence that answers; a question that nothing answers has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from assistant.evaluation.questions import QuestionLine, Source, read_questions
from corpus.corpus import Corpus, open_corpus
from corpus.held import HeldPassage
from corpus.paper import Role
from corpus.scope import Scope
from corpus.settings import settings_for
from ingest.sync import sync

PROJECT = Path(__file__).resolve().parents[2]
SAMPLE = PROJECT / "corpus" / "sample"
OWN = Path(__file__).with_name("own_questions.jsonl")
INVENTED = Path(__file__).with_name("invented")
TRIAL = ("ofsted_dev", "southampton_news_dev", "sample")
# Councils are learnt from in two halves, so that each can be measured by what has seen the other alone.
FIRST_HALF = frozenset(
    ["southampton", "blackpool", "darlington", "haringey", "wexcombe", "kelderby", "thornmere", "aldersea", "hexbridge"]
)
# Lines of own_questions.jsonl, from 0, that came after the packaged cross-encoder had learnt: whoever has it learn anew
# from all of them has the halves without a council's questions read them, as gate_rows.py does for the others.
UNLEARNT = (range(1302, 1756), range(1855, 2604))
FEWEST = 8  # letters, from which one text may be part of another


def papers_of(name: str, work: Path, shared: Path) -> Corpus:
    """The papers that a set of questions is asked of, in a home below ``work`` that is made where it is not there."""
    folder = SAMPLE / "papers" if name == "sample" else shared / "papers" if name == "ofsted_dev" else INVENTED / name
    if name == "southampton_news_dev":
        folder = work / "news_papers"
        folder.mkdir(parents=True, exist_ok=True)
        for file in (shared / "papers" / "southampton").iterdir():
            if file.suffix in (".txt", ".json"):
                (folder / file.name).write_bytes(file.read_bytes())
    corpus = open_corpus(settings_for(work / name))
    if not corpus.catalogue.papers(Scope(Role.OFFICER)):
        sync(corpus, [folder])
    return corpus


def trial_lines(name: str, shared: Path) -> list[QuestionLine]:
    return read_questions(SAMPLE / "questions.jsonl" if name == "sample" else shared / "eval" / f"{name}.jsonl")


def own_lines() -> Iterator[tuple[str, QuestionLine]]:
    """Each with the name of the papers that it is asked of."""
    for written in OWN.read_text(encoding="utf-8").splitlines():
        fields = json.loads(written)
        yield fields.pop("papers"), QuestionLine.model_validate(fields)


def unlearnt_lines() -> Iterator[tuple[str, QuestionLine]]:
    """Those of our own that the packaged cross-encoder has not learnt from."""
    for number, (papers, line) in enumerate(own_lines()):
        if any(number in lines for lines in UNLEARNT):
            yield papers, line


def half_of(papers: str, council: str) -> int:
    """The half, 0 or 1, of the council that a question is about; of one that names none, that of the papers."""
    first = re.split(r"\W", council.casefold())[0] or papers.split("_")[0]
    return 0 if first in FIRST_HALF else 1


def sentences_named(sources: list[Source], held: HeldPassage) -> list[int]:
    """The sentences of a passage that are sources of a question, by number."""
    of_paper = [source for source in sources if same_file(source, held.paper.file)]
    text = held.passage.text
    return [
        number
        for number, own in enumerate(held.passage.sentences)
        if any(is_of(source, folded(text[own.start : own.end])) for source in of_paper)
    ]


def same_file(source: Source, file: str) -> bool:
    """Whether a source is of the paper in a file; either may be named from a folder further up."""
    return file.endswith(source.file) or source.file.endswith(file)


def is_of(source: Source, sentence: str) -> bool:
    """Whether a sentence, folded, is the one that a source names by its first words, or stands in its quotation."""
    fields = source.model_extra or {}
    if begins := folded(str(fields.get("begins") or "")):
        return sentence.startswith(begins)
    quote = folded(source.quote or "")
    return min(len(quote), len(sentence)) >= FEWEST and (quote in sentence or sentence in quote)


def folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()
