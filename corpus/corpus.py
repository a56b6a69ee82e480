"""The corpus as a whole: catalogue, vectors and the model that makes them, from one home folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.exc import OperationalError

from corpus.catalogue import Catalogue, CatalogueError
from corpus.changes import queue_everything, tell_chroma
from corpus.cross_encoder import SentenceReader
from corpus.embedding import Embedder, EmbeddingModelError
from corpus.held import HeldPaper
from corpus.settings import Settings
from corpus.vector_server import VectorServerError
from corpus.vectors import VectorStore, VectorStoreError

# What a screen or a command tells its user in words: the corpus itself is out of order.
STORE_ERRORS = (EmbeddingModelError, VectorStoreError, VectorServerError, CatalogueError, OperationalError)


@dataclass(frozen=True, slots=True)
class Corpus:
    settings: Settings
    catalogue: Catalogue
    vectors: VectorStore
    embedder: Embedder
    cross_encoder: SentenceReader = field(default_factory=SentenceReader)

    def warm_up(self) -> None:
        """Loads the model and starts the vector server, so that the first question need not wait for them."""
        self.embedder.embed_one("care leavers")
        self.cross_encoder.load()
        self.vectors.count()

    def mend_vectors(self) -> int:
        """Tells Chroma what is waiting, or everything where its folder was lost; returns how much.

        The vector server is not started where nothing waits and the folder is there.
        """
        told = self.tell_chroma() if self.catalogue.waiting_changes() else 0
        keys = len(self.catalogue.current_keys()) if told or self.vectors.may_be_lost() else 0
        if keys and self.vectors.count() < keys:
            queue_everything(self.catalogue)
            told += self.tell_chroma()
        return told

    def tell_chroma(self) -> int:
        """Carries the waiting changes out in Chroma; returns how many."""
        return tell_chroma(self.catalogue, self.vectors, self.embedder.name)

    def file_of(self, paper: HeldPaper) -> Path:
        """The corpus's own copy of the paper's file."""
        return self.settings.files_folder / self.catalogue.stored_file(paper)


def open_corpus(settings: Settings) -> Corpus:
    """Opens the corpus of the home folder; an empty one is made where there is none."""
    embedder = Embedder(settings.embedding_model)
    catalogue = Catalogue(settings.catalogue_file)
    vectors = VectorStore(settings.chroma_folder, embedder.name, settings.chroma_url, catalogue.home_id())
    return Corpus(settings, catalogue, vectors, embedder, SentenceReader(settings.cross_encoder))
