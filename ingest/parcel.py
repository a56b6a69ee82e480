"""What passes between a reading process and its parent: pickles, with the words of a page as the catalogue keeps them.

The words are nearly all that there is of a paper, and the parent only puts them into the catalogue.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any

from corpus.pagestore import PackedWords, pack_words
from corpus.paper import Block, Page, Passage, Segment, Sentence

# A paper has very many of these. Made by their constructors of the values of their fields, they take half the time in
# which pickle writes and reads the state of a frozen class.
_VALUES = {kind: attrgetter(*(own.name for own in fields(kind))) for kind in (Block, Passage, Segment, Sentence)}


def parcel_of(content: Any) -> bytes:
    """``pickle.load`` gives the content back, boxes as exact as they are kept."""
    stream = io.BytesIO()
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(content)
    return stream.getvalue()


class _Pickler(pickle.Pickler):
    def reducer_override(self, obj: Any) -> Any:
        kind = type(obj)
        if values := _VALUES.get(kind):
            return kind, values(obj)
        if kind is not Page or not obj.words:
            return NotImplemented
        return page_with_words, (replace(obj, words=()), pack_words(obj.words))


def page_with_words(page: Page, packed: bytes) -> Page:
    return replace(page, words=PackedWords(packed))
