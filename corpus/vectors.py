"""The vectors of the passages, in Chroma: ids, vectors and filter fields, and no text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import numpy as np

from corpus.scope import Scope
from corpus.tokens import Vectors
from corpus.vector_server import HOST, find_or_start

# Chroma takes half a second to import, and much that is done with the corpus does without it
if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

T = TypeVar("T")
COLLECTION = "passages"
ADD_AT_ONCE = 2000
GET_AT_ONCE = 5000
# The index is approximate: with Chroma's defaults a passage of exact rank 1 can stay out of the first ten.
# tests/bench/vector_recall.py measures what these give.
INDEX = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 400, "max_neighbors": 48}}


class VectorStoreError(Exception):
    """Chroma cannot be reached or refuses: the message says where it was sought."""


class VectorStore:
    """Passages by the likeness of their vectors, filtered by scope before they are ranked.

    ``home`` is the id of the catalogue: the vectors of each catalogue and model are a collection of their own.
    """

    def __init__(self, folder: Path, model: str, url: str | None = None, home: str = "") -> None:
        self._folder = folder
        self._model = model
        self._url = url
        self._home = home
        self._collection: Collection | None = None

    def wake(self) -> None:
        """Starts the local server where it is not up, or sees that the one of the setting answers."""
        if self._url is None:
            find_or_start(self._folder)
        else:
            self.count()

    def put(self, keys: Sequence[str], vectors: Vectors, fields: Sequence[dict[str, Any]]) -> None:
        """Adds or replaces: one row of ``vectors`` and one dict of filter fields for each key."""
        for i in range(0, len(keys), ADD_AT_ONCE):
            part = slice(i, i + ADD_AT_ONCE)
            self._ask(
                lambda c, part=part: c.upsert(  # type: ignore[misc]
                    ids=list(keys[part]), embeddings=vectors[part], metadatas=list(fields[part])
                )
            )

    def drop(self, keys: Sequence[str]) -> None:
        for i in range(0, len(keys), ADD_AT_ONCE):
            part = list(keys[i : i + ADD_AT_ONCE])
            self._ask(lambda c, part=part: c.delete(ids=part))  # type: ignore[misc]

    def nearest(
        self, vector: Vectors, scope: Scope, papers: Iterable[str] | None, limit: int
    ) -> list[tuple[str, float]]:
        """Keys and cosines, the nearest first, of passages that the scope's reader may see.

        ``papers`` narrows to those ids; None does not narrow.
        """
        rights: dict[str, Any] = {"access": {"$in": sorted(scope.access)}}
        if scope.named:
            rights = {"$or": [rights, {"paper": {"$in": sorted(scope.named)}}]}
        narrowed = None if papers is None else sorted(papers)
        if narrowed == []:
            return []
        where = rights if narrowed is None else {"$and": [rights, {"paper": {"$in": narrowed}}]}
        found = self._ask(
            lambda c: c.query(
                query_embeddings=np.asarray([vector], np.float32),
                n_results=limit,
                where=where,  # type: ignore[arg-type]
                include=["distances"],
            )
        )
        distances = found["distances"] or [[]]
        return [(key, 1 - distance) for key, distance in zip(found["ids"][0], distances[0], strict=True)]

    def keys(self) -> set[str]:
        """Every key held, to compare with the catalogue."""
        return set(self._ask(lambda c: c.get(include=[]))["ids"])

    def fields(self) -> dict[str, dict[str, Any]]:
        """The filter fields of every key held."""
        found: dict[str, dict[str, Any]] = {}
        for start in range(0, self.count(), GET_AT_ONCE):
            part = self._ask(
                lambda c, start=start: c.get(  # type: ignore[misc]
                    include=["metadatas"], limit=GET_AT_ONCE, offset=start
                )
            )
            found |= {key: dict(said or {}) for key, said in zip(part["ids"], part["metadatas"], strict=True)}
        return found

    def may_be_lost(self) -> bool:
        """Whether the vectors may have gone since they were put there; False is sure, and needs no server."""
        return self._url is not None or not (self._folder / "data" / "chroma.sqlite3").is_file()

    def count(self) -> int:
        return int(self._ask(lambda c: c.count()))

    def clear(self) -> None:
        """Forgets every vector; the catalogue can fill it again."""
        self._ask(lambda c: self._client().delete_collection(c.name))
        self._collection = None

    def _ask(self, request: Callable[[Collection], T]) -> T:
        """Answers ``request``, connecting anew once: a local server may have been stopped since it was last used."""
        import httpx
        from chromadb.errors import ChromaError

        for attempt in (1, 2):
            try:
                if self._collection is None:
                    self._collection = self._open()
                return request(self._collection)
            except (httpx.TransportError, ChromaError, ValueError) as error:
                self._collection = None
                if attempt == 2 or not lost_connection(error):
                    where = self._url or f"the local server of {self._folder}"
                    raise VectorStoreError(f"Chroma at {where} did not answer: {error}") from error
        raise AssertionError("unreachable")

    def _open(self) -> Collection:
        # one collection a model: vectors of different models cannot be compared
        model = "".join(c if c.isascii() and c.isalnum() else "-" for c in self._model)[-40:].strip("-")
        name = "-".join(part for part in (COLLECTION, self._home, model or "model") if part)
        return self._client().get_or_create_collection(name, configuration=INDEX, embedding_function=None)  # type: ignore[arg-type]

    def _client(self) -> ClientAPI:
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        quiet = ChromaSettings(anonymized_telemetry=False)
        if self._url:
            parts = urlsplit(self._url)
            secure = parts.scheme == "https"
            port = parts.port or (443 if secure else 80)
            return chromadb.HttpClient(host=parts.hostname or "", port=port, ssl=secure, settings=quiet)
        return chromadb.HttpClient(host=HOST, port=find_or_start(self._folder).port, settings=quiet)


def lost_connection(error: Exception) -> bool:
    """Whether the server was gone, or came back without this collection: both mend on a new connection."""
    import httpx

    return isinstance(error, httpx.TransportError) or any(
        sign in str(error).lower() for sign in ("could not connect", "does not exist", "connection")
    )
