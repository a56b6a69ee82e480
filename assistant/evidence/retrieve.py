"""Hybrid search: passages by vector (Chroma) and by word (full text), both kept to the scope before they are ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.evidence.focus import weigh_papers
from assistant.understanding.question import Question, substance, understand, words_of
from corpus.corpus import Corpus
from corpus.held import HeldPaper, HeldPassage
from corpus.scope import Scope

# Cormack, Clarke and Buettcher, "Reciprocal rank fusion outperforms Condorcet and individual rank learning
# methods", SIGIR 2009, set this constant to 60.
FUSION = 60
EACH = 80  # passages taken from either search
EACH_SPREAD = 240  # the same where every paper is to have its share
SHARE = 12  # passages of a paper, then


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that a search found. ``score`` fuses both ranks and the weight of its paper."""

    passage: HeldPassage
    score: float
    cosine: float
    weight: float


class PassageRetriever(BaseRetriever):
    """Finds passages as LangChain documents; ``find`` gives them with what the evidence step needs."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    corpus: Corpus
    scope: Scope
    limit: int = 40

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        papers = self.corpus.catalogue.papers(self.scope)
        question = understand(query, held=authorities_of(papers))
        return [as_document(found) for found in self.find(question, papers)]

    def find(self, question: Question, papers: Sequence[HeldPaper]) -> list[Found]:
        """Passages of these papers (all within the scope), the best first, at most ``limit``."""
        return self._rank(question, papers, EACH)[: self.limit]

    def find_share(self, question: Question, papers: Sequence[HeldPaper]) -> list[Found]:
        """The best passages of each of these papers, so that one that speaks at length leaves room for the others."""
        ids = frozenset(paper.id for paper in papers)
        narrowed = PassageRetriever(corpus=self.corpus, scope=replace(self.scope, papers=ids))
        share: list[Found] = []
        taken: Counter[str] = Counter()
        for found in narrowed._rank(question, papers, EACH_SPREAD):
            if taken[found.passage.paper.id] < SHARE:
                taken[found.passage.paper.id] += 1
                share.append(found)
        return share

    def _rank(self, question: Question, papers: Sequence[HeldPaper], each: int) -> list[Found]:
        papers = [paper for paper in papers if self.scope.opens(paper.id, paper.facts.access)]
        weights = weigh_papers(question, papers)
        is_narrow = self.scope.authorities or self.scope.kinds or self.scope.papers
        narrowed = [paper.id for paper in papers] if is_narrow else None
        vector = self.corpus.embedder.embed_one(expanded(question, question.search))
        near = self.corpus.vectors.nearest(vector, self.scope, narrowed, each)
        worded = self.corpus.catalogue.find_words(match_query(question), papers, each)
        cosines = dict(near)
        ranks: dict[str, float] = {}
        for keys in (cosines, dict(worded)):
            for rank, key in enumerate(keys, 1):
                ranks[key] = ranks.get(key, 0.0) + 1 / (FUSION + rank)
        held = self.corpus.catalogue.passages(list(ranks), papers)
        found = [
            Found(
                passage,
                ranks[key] * weights[passage.paper.id],
                cosines.get(key, 0.0),
                weights[passage.paper.id],
            )
            for key, passage in held.items()
        ]
        found.sort(key=lambda f: (-f.score, f.passage.key))
        return found


def authorities_of(papers: Sequence[HeldPaper]) -> list[str]:
    return sorted({paper.facts.authority for paper in papers if paper.facts.authority})


def expanded(question: Question, text: str) -> str:
    """The text of a question with another name of each of its terms, as it is embedded: an acronym spelt out."""
    names = [next((o for o in term.others if " " in o), term.others[0]) for term in question.terms if term.others]
    return f"{text} ({'; '.join(names)})" if names else text


def match_query(question: Question) -> str:
    """The question as an FTS5 query: any of its words, and the other names of its terms as phrases."""
    words = substance(question.topic) or substance(question.search) or words_of(question.search)
    alternatives = [name for term in question.terms for name in term.others]
    return " OR ".join(dict.fromkeys(quoted(text) for text in [*words, *alternatives] if quoted(text) != '""'))


def quoted(text: str) -> str:
    return '"' + text.replace('"', " ").strip() + '"'


def as_document(found: Found) -> Document:
    held = found.passage
    facts = held.paper.facts
    return Document(
        id=held.key,
        page_content=held.passage.text,
        metadata={
            "passage": held.key,
            "paper": held.paper.id,
            "file": held.paper.file,
            "title": facts.title,
            "authority": facts.authority,
            "kind": facts.kind,
            "page": held.passage.segments[0].page if held.paper.paged else None,
            "paragraph": held.passage.paragraph,
            "voice": held.passage.voice,
            "context": held.context,
            "score": found.score,
        },
    )
