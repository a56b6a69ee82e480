"""A collection of a Chroma server, over version 2 of the REST API that every Chroma server has.

Chroma's own client does this and much more. It takes most of a second of a processor and 80 megabytes to import: too
long for somebody who has one question, or one paper to add.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from corpus.tokens import Vectors

COLLECTIONS = "/api/v2/tenants/default_tenant/databases/default_database/collections"
Fields = dict[str, Any]


class ChromaRefused(Exception):
    """The server answers with an error, or as no Chroma server does."""


class NoCollection(ChromaRefused):
    """The server does not know the collection: it may be another one, or have lost its folder."""


class Collection:
    """Vectors by key, with fields to filter by. Made on the server, with the configuration, where there is none.

    Raises httpx.TransportError where the server is not there, ChromaRefused where it does not do what is asked.
    """

    def __init__(self, url: str, name: str, configuration: Mapping[str, Any]) -> None:
        # no certificates are read where none is looked at; a large request may take as long as it takes
        self._http = httpx.Client(base_url=url, verify=url.startswith("https:"), timeout=None)
        self.name = name
        made = self._ask("POST", "", {"name": name, "configuration": configuration, "get_or_create": True})
        self._own = f"/{made['id']}"

    def upsert(self, keys: Sequence[str], vectors: Vectors, fields: Sequence[Fields]) -> None:
        """Adds or replaces: one row of ``vectors`` and one dict of filter fields for each key."""
        packed = [b64encode(row.tobytes()).decode() for row in vectors.astype("<f4")]
        self._ask("POST", f"{self._own}/upsert", {"ids": list(keys), "embeddings": packed, "metadatas": list(fields)})

    def delete(self, keys: Sequence[str]) -> None:
        self._ask("POST", f"{self._own}/delete", {"ids": list(keys)})

    def query(self, vector: Vectors, where: Fields, limit: int) -> list[tuple[str, float]]:
        """Keys and distances, the nearest first."""
        asked = {"query_embeddings": [vector.tolist()], "n_results": limit, "where": where, "include": ["distances"]}
        found = self._ask("POST", f"{self._own}/query", asked)
        return list(zip(found["ids"][0], found["distances"][0], strict=True))

    def keys(self) -> list[str]:
        return list(self._ask("POST", f"{self._own}/get", {"include": []})["ids"])

    def fields(self, limit: int, offset: int) -> dict[str, Fields]:
        """The filter fields of ``limit`` keys, by key, after the first ``offset``."""
        asked = {"include": ["metadatas"], "limit": limit, "offset": offset}
        found = self._ask("POST", f"{self._own}/get", asked)
        return {key: said or {} for key, said in zip(found["ids"], found["metadatas"], strict=True)}

    def count(self) -> int:
        return int(self._ask("GET", f"{self._own}/count"))

    def forget(self) -> None:
        """Deletes the collection from the server."""
        self._ask("DELETE", f"/{self.name}")

    def _ask(self, method: str, path: str, content: Fields | None = None) -> Any:
        answer = self._http.request(method, COLLECTIONS + path, json=content)
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise NoCollection(answer.text)
        try:
            said = answer.json()
        except json.JSONDecodeError as error:
            raise ChromaRefused(f"it is no Chroma server, answering {answer.status_code}") from error
        if answer.is_error:
            raise ChromaRefused(answer.text)
        return said
