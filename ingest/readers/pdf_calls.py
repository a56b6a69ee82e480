"""The calls of PDFium that are made for each word or shape of a page.

The typed functions of pypdfium2 make a pointer object at each call, and let go of the interpreter's lock, which takes
longer than the call itself. So does the conversion of arguments to declared types: the calls made most often have none.
They take a ``c_void_p`` or an array where PDFium wants an address, and integers of 32 bits.
"""

from __future__ import annotations

import ctypes
import threading
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw


class Rows(threading.local):
    """Rows of floats for PDFium to write to, one a call. They are used again: copy what is to be kept."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._make(1024)

    def _make(self, count: int) -> None:
        every = (ctypes.c_float * self._width * count)()
        self._rows, self._array = list(every), np.ctypeslib.as_array(every)

    def take(self, count: int) -> tuple[list[Any], npt.NDArray[np.float32]]:
        """The rows as arguments of calls, and as one array."""
        if count > len(self._rows):
            self._make(2 * count)
        return self._rows[:count], self._array[:count]


def address_of(handle: Any) -> int:
    """Of a page, a text page, a buffer or a function."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _untyped(function: Any, result: Any) -> Any:
    call: Any = ctypes.PYFUNCTYPE(result)(address_of(function))
    call.argtypes = None
    return call


def _typed(function: Any, result: Any, *arguments: Any) -> Any:
    return ctypes.PYFUNCTYPE(result, *arguments)(address_of(function))


_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int

text_of_page = _typed(raw.FPDFText_GetText, _INT, _ADDRESS, _INT, _INT, _ADDRESS)

# text page, position of a character, an array for the answer
box_of_character = _untyped(raw.FPDFText_GetLooseCharBox, _INT)
object_of_character = _untyped(raw.FPDFText_GetTextObject, _ADDRESS)
matrix_of_character = _untyped(raw.FPDFText_GetMatrix, _INT)
size_of_character = _untyped(raw.FPDFText_GetFontSize, ctypes.c_double)
object_of_page = _untyped(raw.FPDFPage_GetObject, _ADDRESS)  # page, number of the object

# addresses as plain integers
font_of_object = _typed(raw.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
type_of_object = _typed(raw.FPDFPageObj_GetType, _INT, _ADDRESS)
matrix_of_object = _typed(raw.FPDFPageObj_GetMatrix, _INT, _ADDRESS, _ADDRESS)
bounds_of_object = _typed(raw.FPDFPageObj_GetBounds, _INT, _ADDRESS, *[_ADDRESS] * 4)
draw_mode_of_path = _typed(raw.FPDFPath_GetDrawMode, _INT, _ADDRESS, _ADDRESS, _ADDRESS)

segments_of_path = _typed(raw.FPDFPath_CountSegments, _INT, _ADDRESS)
segment_of_path = _typed(raw.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT)
point_of_segment = _typed(raw.FPDFPathSegment_GetPoint, _INT, _ADDRESS, _ADDRESS, _ADDRESS)
type_of_segment = _typed(raw.FPDFPathSegment_GetType, _INT, _ADDRESS)
