"""The passages of a paper with their vectors: cached ones, and new ones made along with the papers read ahead.

Passages of like length are embedded together, and there are more of those in several papers than in one.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import NamedTuple

from corpus.changes import NewPassage
from corpus.context import context_line, embedded_line
from corpus.corpus import Corpus
from corpus.paper import Passage
from corpus.tokens import Vectors
from ingest.reading import Reading
from ingest.stopping import Stopping

# passages that are embedded together while others wait to be saved: enough to find some of like length, and no more
# than a few seconds of work
FEWEST, MOST = 250, 1000
GROUPS = 2  # of these at work: while a core has the last batch of one, the others have the next


class InContext(NamedTuple):
    """A passage under its context line, and the digest of the words that its vectors are made of."""

    passage: Passage
    context: str
    embedded: str  # the line that it is embedded under
    digest: str


class Group(NamedTuple):
    """Passages whose vectors are coming, by digest."""

    digests: frozenset[str]
    vectors: Future[dict[str, Vectors]]


class PassageEmbedding:
    """Embeds what a reading holds and the catalogue does not; those to come while the ones before them are saved."""

    def __init__(self, corpus: Corpus, stopping: Stopping) -> None:
        self._corpus = corpus
        self._stopping = stopping
        self._threads = ThreadPoolExecutor(GROUPS, "embedding-ahead")
        self._made: dict[str, Vectors] = {}  # by digest: of papers that are not saved yet
        self._coming: deque[Group] = deque()
        self._begun: dict[int, tuple[Reading, list[InContext]]] = {}  # by identity: whose vectors are made, or coming

    def __enter__(self) -> PassageEmbedding:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(cancel_futures=True)

    def passages(
        self, reading: Reading, ahead: Callable[[], Sequence[Reading]] = tuple
    ) -> tuple[list[NewPassage], int]:
        """The passages ready for the corpus, and how many of them had to be embedded.

        The readings that ``ahead`` gives are begun with where this one needs the model at all. Raises Stopped.
        """
        begun = self._begun.get(id(reading))
        own = begun[1] if begun else in_context(reading)
        cached = self._cached(own)
        fresh = {one.digest for one in own} - cached.keys()
        while fresh:
            while sum(not group.vectors.done() for group in self._coming) < GROUPS and self._begin([reading, *ahead()]):
                pass
            if fresh <= self._made.keys() or not self._coming:
                break
            # between two looks papers may have been read, to be begun with
            if self._stopping.is_any_done([self._coming[0].vectors]):
                self._made |= self._coming.popleft().vectors.result()
        if missing := fresh - self._made.keys():
            self._made |= self._embed({one.digest: one for one in own if one.digest in missing})
        self._begun.pop(id(reading), None)
        vectors = cached | {digest: self._made.pop(digest) for digest in fresh}
        return [NewPassage(one.passage, one.context, one.digest, vectors[one.digest]) for one in own], len(fresh)

    def _begin(self, ahead: Sequence[Reading]) -> bool:
        """Has the next readings embedded, if there are enough of them or nothing else is ready to be saved.

        At most half of what is ready makes a group: so the last ones are small, and little is left to be saved when the
        model has nothing more to do.
        """
        ready = [reading for reading in ahead if id(reading) not in self._begun]
        most = min(MOST, max(FEWEST, sum(len(reading.passages) for reading in ready) // 2))
        chosen: list[Reading] = []
        count = 0
        for reading in ready:
            if count < most:
                chosen.append(reading)
                count += len(reading.passages)
        if not chosen or (count < FEWEST and (self._made or self._coming)):
            return False
        following = {id(reading): (reading, in_context(reading)) for reading in chosen}
        self._begun |= following
        wanted = {one.digest: one for _, passages in following.values() for one in passages}
        for known in (self._cached(wanted.values()), self._made, *(group.digests for group in self._coming)):
            for digest in known:
                wanted.pop(digest, None)
        self._coming.append(Group(frozenset(wanted), self._threads.submit(self._embed, wanted)))
        return True

    def _cached(self, passages: Iterable[InContext]) -> dict[str, Vectors]:
        digests = [one.digest for one in passages]
        return self._corpus.catalogue.embeddings(digests, self._corpus.embedder.name)

    def _embed(self, wanted: Mapping[str, InContext]) -> dict[str, Vectors]:
        texts = [f"{one.embedded}\n{one.passage.text}" for one in wanted.values()]
        sentences = [
            [(len(one.embedded) + 1 + s.start, len(one.embedded) + 1 + s.end) for s in one.passage.sentences]
            for one in wanted.values()
        ]
        return dict(
            zip(wanted, self._corpus.embedder.embed_with_parts(texts, sentences, self._stopping.check), strict=True)
        )


def in_context(reading: Reading) -> list[InContext]:
    found = []
    for passage in reading.passages:
        context = context_line(reading.facts, passage.headings, passage.caption, passage.columns)
        embedded = embedded_line(reading.facts, passage.headings, passage.caption, passage.columns)
        found.append(InContext(passage, context, embedded, embedding_digest(embedded, passage)))
    return found


def embedding_digest(embedded: str, passage: Passage) -> str:
    spans = [(s.start, s.end) for s in passage.sentences]
    return hashlib.sha256(f"{embedded}\n{passage.text}\n{spans}".encode()).hexdigest()
