"""Text of papers and of people as HTML and as CSV."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from html import escape

from assistant.answer import Statement
from assistant.plaintext import in_quotation_marks
from assistant.quoting.row import in_words
from corpus.spreadsheet import write_csv


def marked_text(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """HTML of a text with ``<mark>`` round ``text[start:end]`` of each span; the first has the id "passage"."""
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans):
        opening = "<mark>" if parts else '<mark id="passage">'
        parts.append(f"{escape(text[done:start])}{opening}{escape(text[start:end])}</mark>")
        done = end
    return "".join(parts) + escape(text[done:])


def as_table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """HTML of a table of plain text that a keyboard can scroll where it is wider than the screen."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(caption)}"><table><caption>{escape(caption)}'
        f"</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """CSV that a spreadsheet shows as text: no cell of it is taken for a formula."""
    out = io.StringIO()
    write_csv(out, heads, (dict(zip(heads, row, strict=True)) for row in rows))
    return out.getvalue()


def quotation(text: str, voice: str) -> str:
    """HTML of a quotation, marked on its side by who says it; ``voice`` is a ``corpus.paper.Voice``."""
    return f'<div class="said said-{voice} kind-quote"><blockquote>“{escape(text)}”</blockquote></div>'


def quoted_html(statement: Statement) -> str:
    """HTML of the words of a quotation; those of a row of a table cell by cell, under the names of the columns."""
    if not statement.cells:
        return escape(in_quotation_marks(statement.text))
    if not all(cell.column for cell in statement.cells):
        return escape(in_words(statement.cells))
    cells = "".join(
        f"<div><dt>{escape(cell.column or '')}</dt><dd>“{escape(cell.text)}”</dd></div>" for cell in statement.cells
    )
    return f'<dl class="cells">{cells}</dl>'
