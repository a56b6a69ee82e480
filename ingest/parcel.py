"""What passes between a reading process and its parent: pickles, with the words of a page as arrays.

The words are nearly all that there is of a paper: 15,000 of them (40 pages) take 17 ms as arrays, and 40 one by one.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import replace
from typing import Any

import numpy as np

from corpus.paper import Page, Word


def parcel_of(content: Any) -> bytes:
    """``pickle.load`` gives the content back."""
    stream = io.BytesIO()
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(content)
    return stream.getvalue()


class _Pickler(pickle.Pickler):
    def reducer_override(self, obj: Any) -> Any:
        if type(obj) is not Page or not obj.words:
            return NotImplemented
        places = np.array([(w.start, w.end) for w in obj.words], np.int64)
        boxes = np.array([(w.x0, w.y0, w.x1, w.y1) for w in obj.words], np.float64)
        return page_with_words, (replace(obj, words=()), places.tobytes(), boxes.tobytes())


def page_with_words(page: Page, places: bytes, boxes: bytes) -> Page:
    starts, ends = np.frombuffer(places, np.int64).reshape(-1, 2).T.tolist()
    sides = np.frombuffer(boxes, np.float64).reshape(-1, 4).T.tolist()
    return replace(page, words=tuple(map(Word, starts, ends, *sides)))
