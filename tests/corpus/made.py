"""Papers made by hand, as ingest would put them into the corpus."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from corpus.changes import FileState, NewPaper, NewPassage, save_paper, tell_chroma
from corpus.context import context_line, embedded_line
from corpus.corpus import Corpus
from corpus.paper import (
    Access,
    Block,
    BlockKind,
    Facts,
    Judgement,
    Kind,
    Page,
    Pages,
    Passage,
    Role,
    Segment,
    Sentence,
    Voice,
    Word,
)
from corpus.scope import Scope

PUBLIC, MEMBER, OFFICER = (Scope(role) for role in (Role.PUBLIC, Role.MEMBER, Role.OFFICER))
GOOD = Judgement("overall", "Overall effectiveness", "good", None, 1, "Good")


def made_paper(
    corpus: Corpus,
    texts: Sequence[str],
    *,
    file: str = "report.pdf",
    authority: str | None = "Brackenford",
    kind: Kind = Kind.INSPECTION_REPORT,
    access: Access = Access.PUBLIC,
    headings: tuple[str, ...] = (),
    inspected_to: str | None = "2023-09-29",
    judgements: Sequence[Judgement] = (GOOD,),
) -> NewPaper:
    """A paper of one page for each text, and on each page one passage of one sentence."""
    facts = Facts(f"Title of {file}", kind, authority, inspected_to=inspected_to, voice=Voice.INSPECTOR, access=access)
    context, embedded = context_line(facts, headings), embedded_line(facts, headings)
    pages = tuple(
        Page(i, text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), (Word(0, len(text), 10, 20, 300, 32),), 595, 842)
        for i, text in enumerate(texts, 1)
    )
    passages = []
    for page in pages:
        text = page.text
        passage = Passage(text, (Segment(page.number, 0, len(text)),), headings, sentences=(Sentence(0, len(text)),))
        digest = hashlib.sha256(f"{embedded}\n{text}".encode()).hexdigest()
        passages.append(NewPassage(passage, context, digest, corpus.embedder.embed([f"{embedded}\n{text}", text])))
    whole = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    state = FileState("/papers", file, f"/papers/{file}", whole, "reader")
    return NewPaper(state, facts, Pages(pages, True), passages, judgements)


def put(corpus: Corpus, paper_id: str, texts: Sequence[str], *, tell: bool = True, **facts: object) -> None:
    """Saves a paper and, with ``tell``, tells Chroma."""
    save_paper(corpus.catalogue, made_paper(corpus, texts, **facts), paper_id, corpus.embedder.name)  # type: ignore[arg-type]
    if tell:
        tell_chroma(corpus.catalogue, corpus.vectors, corpus.embedder.name)


def words(corpus: Corpus, match: str, scope: Scope = PUBLIC) -> list[str]:
    """The texts found by word, the best first."""
    catalogue = corpus.catalogue
    papers = catalogue.papers(scope)
    keys = [key for key, _ in catalogue.find_words(match, papers, 20)]
    held = catalogue.passages(keys, papers)
    return [held[key].passage.text for key in keys]


def nearest(corpus: Corpus, question: str, scope: Scope = PUBLIC) -> list[str]:
    """The texts found by vector, the nearest first, as Chroma gives them and the catalogue lets them through."""
    papers = corpus.catalogue.papers(scope)
    found = corpus.vectors.nearest(corpus.embedder.embed_one(question), scope, None, 20)
    held = corpus.catalogue.passages([key for key, _ in found], papers)
    return [held[key].passage.text for key, _ in found if key in held]
