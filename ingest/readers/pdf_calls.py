"""The calls of PDFium that are made for each word or shape of a page, with addresses as plain integers.

The typed functions of pypdfium2 make a pointer object at each call, which takes longer than the call itself.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as raw


def _untyped(function: Any, result: Any, *arguments: Any) -> Any:
    return ctypes.CFUNCTYPE(result, *arguments)(address_of(function))


def address_of(handle: Any) -> int:
    """Of a page, a text page, a buffer or a function."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int

text_of_page = _untyped(raw.FPDFText_GetText, _INT, _ADDRESS, _INT, _INT, _ADDRESS)
# text page, position of a character
box_of_character = _untyped(raw.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
object_of_character = _untyped(raw.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
matrix_of_character = _untyped(raw.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
size_of_character = _untyped(raw.FPDFText_GetFontSize, ctypes.c_double, _ADDRESS, _INT)

font_of_object = _untyped(raw.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
object_of_page = _untyped(raw.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
type_of_object = _untyped(raw.FPDFPageObj_GetType, _INT, _ADDRESS)
matrix_of_object = _untyped(raw.FPDFPageObj_GetMatrix, _INT, _ADDRESS, _ADDRESS)
bounds_of_object = _untyped(raw.FPDFPageObj_GetBounds, _INT, _ADDRESS, *[_ADDRESS] * 4)
draw_mode_of_path = _untyped(raw.FPDFPath_GetDrawMode, _INT, _ADDRESS, _ADDRESS, _ADDRESS)

segments_of_path = _untyped(raw.FPDFPath_CountSegments, _INT, _ADDRESS)
segment_of_path = _untyped(raw.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT)
point_of_segment = _untyped(raw.FPDFPathSegment_GetPoint, _INT, _ADDRESS, _ADDRESS, _ADDRESS)
type_of_segment = _untyped(raw.FPDFPathSegment_GetType, _INT, _ADDRESS)
