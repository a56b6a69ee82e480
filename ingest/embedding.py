"""The passages of a paper with their vectors: cached ones, and new ones made along with the papers read ahead.

Passages of like length are embedded together, and there are more of those in several papers than in one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

from corpus.changes import NewPassage
from corpus.context import context_line
from corpus.corpus import Corpus
from corpus.paper import Passage
from corpus.tokens import Vectors

if TYPE_CHECKING:  # the readers take most of a second to import, and are needed by the process that reads
    from ingest.reading import Reading

# passages that are embedded together while others wait to be saved: enough to find some of like length, and no more
# than a few seconds of work
FEWEST, MOST = 250, 500


class InContext(NamedTuple):
    """A passage under its context line, and the digest of all that its vectors depend on."""

    passage: Passage
    context: str
    digest: str


class PassageEmbedding:
    """Embeds what a reading holds and the catalogue does not; those to come while the one before them is saved."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._thread = ThreadPoolExecutor(1, "embedding-ahead")
        self._made: dict[str, Vectors] = {}  # by digest: of papers that are not saved yet
        self._coming: Future[dict[str, Vectors]] | None = None
        self._begun: dict[int, Reading] = {}  # by identity: those whose vectors are made, or coming

    def __enter__(self) -> PassageEmbedding:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(cancel_futures=True)

    def passages(self, reading: Reading, ahead: Sequence[Reading] = ()) -> tuple[list[NewPassage], int]:
        """The passages ready for the corpus, and how many of them had to be embedded.

        The readings ``ahead`` are begun with where this one needs the model at all.
        """
        own = in_context(reading)
        cached = self._cached(own)
        fresh = {one.digest for one in own} - cached.keys()
        if fresh - self._made.keys() and self._coming:
            self._made |= self._coming.result()
            self._coming = None
        if fresh and self._coming is None:
            self._begin(ahead)
        if missing := fresh - self._made.keys():
            self._made |= self._embed({one.digest: one for one in own if one.digest in missing})
        self._begun.pop(id(reading), None)
        vectors = cached | {digest: self._made.pop(digest) for digest in fresh}
        return [NewPassage(one.passage, one.context, one.digest, vectors[one.digest]) for one in own], len(fresh)

    def _begin(self, ahead: Sequence[Reading]) -> None:
        """Has the next readings embedded, once there are enough of them or nothing else is ready to be saved."""
        chosen: list[Reading] = []
        for reading in ahead:
            if id(reading) not in self._begun and sum(len(one.passages) for one in chosen) < MOST:
                chosen.append(reading)
        if sum(len(one.passages) for one in chosen) < FEWEST and self._made:
            return
        following = {one.digest: one for reading in chosen for one in in_context(reading)}
        known = self._cached(following.values()).keys() | self._made.keys()
        self._begun.update((id(reading), reading) for reading in chosen)
        if wanted := {digest: one for digest, one in following.items() if digest not in known}:
            self._coming = self._thread.submit(self._embed, wanted)

    def _cached(self, passages: Iterable[InContext]) -> dict[str, Vectors]:
        digests = [one.digest for one in passages]
        return self._corpus.catalogue.embeddings(digests, self._corpus.embedder.name)

    def _embed(self, wanted: Mapping[str, InContext]) -> dict[str, Vectors]:
        texts = [f"{one.context}\n{one.passage.text}" for one in wanted.values()]
        sentences = [
            [(len(one.context) + 1 + s.start, len(one.context) + 1 + s.end) for s in one.passage.sentences]
            for one in wanted.values()
        ]
        return dict(zip(wanted, self._corpus.embedder.embed_with_parts(texts, sentences), strict=True))


def in_context(reading: Reading) -> list[InContext]:
    found = []
    for passage in reading.passages:
        context = context_line(reading.facts, [*passage.headings, *passage.columns])
        found.append(InContext(passage, context, embedding_digest(context, passage)))
    return found


def embedding_digest(context: str, passage: Passage) -> str:
    spans = [(s.start, s.end) for s in passage.sentences]
    return hashlib.sha256(f"{context}\n{passage.text}\n{spans}".encode()).hexdigest()
