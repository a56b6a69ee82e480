"""A briefing as one HTML file that asks nothing of any other host."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from assistant.briefing.briefing import TITLES, Briefing, Line, Part
from assistant.briefing.printed import (
    Picture,
    closing_lines,
    groups_of,
    line_numbers,
    marks_of,
    number_text,
    parts_of,
    shown_text,
    sources_of,
)
from assistant.briefing.word_document import NOT_PUBLIC

STYLE = """
body { font: 1.06rem/1.5 Arial, sans-serif; color: #17212e; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.9rem; line-height: 1.2; } h2 { font-size: 1.4rem; margin-top: 2rem; } h3 { font-size: 1.1rem; }
blockquote { border-left: 5px solid #0b4f55; margin: 0.6rem 0; padding: 0 0 0 0.9rem; }
a { color: #0b4f55; } a:focus-visible { outline: 3px solid #8a3ffc; } img { max-width: 100%; height: auto; }
.warning, .closed { border: 2px solid #8c1d18; background: #fde8e8; padding: 0.6rem 0.9rem; font-weight: bold; }
:target { background: #ffec78; }
"""


def briefing_as_html(briefing: Briefing, picture: Picture | None, address: str) -> str:
    """``address`` is where the service is reached: each reference links to its page there."""
    parts = [] if briefing.is_public else [f'<p class="closed">{escape(NOT_PUBLIC)}</p>']
    parts.append(f"<h1>{escape(briefing.title)}</h1>")
    parts += [f'<p class="warning">Out of date: {escape(warning)}</p>' for warning in briefing.warnings]
    parts.append(f"<h2>Purpose</h2><p>{escape(briefing.purpose)}</p><p>{escape(briefing.corpus_date)}</p>")
    for title, empty, lines in parts_of(briefing):
        parts.append(f"<h2>{escape(title)}</h2>")
        if empty:
            parts.append(f"<p>{escape(empty)}</p>")
        for under, group in groups_of(lines):
            if under:
                parts.append(f"<h3>{escape(under)}</h3>")
            parts += [line_as_html(briefing, line) for line in group]
        if title == TITLES[Part.INSPECTOR] and picture:
            parts.append("<h3>The judgements as a picture</h3>" + picture_as_html(picture))
    parts.append("<h2>Sources</h2>" + sources_as_html(briefing, address) + "<h2>Before you quote</h2>")
    parts += [f"<p>{escape(text)}</p>" for text in closing_lines(briefing)]
    return (
        f'<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(briefing.title)}</title>'
        f"<style>{STYLE}</style></head><body><main>\n" + "\n".join(parts) + "\n</main></body></html>\n"
    )


def line_as_html(briefing: Briefing, line: Line) -> str:
    marks = f"<strong>{escape(marks_of(line))}:</strong> " if marks_of(line) else ""
    detail = f" {escape(line.detail)}" if line.detail else ""
    numbers = "".join(
        f' <a href="#source-{numbered.number}">{escape(number_text(numbered))}</a>'
        for numbered in line_numbers(briefing, line)
    )
    tag = "blockquote" if line.kind in ("quote", "register") else "p"
    return f"<{tag}>{marks}{escape(shown_text(line))}{detail}{numbers}</{tag}>"


def picture_as_html(picture: Picture) -> str:
    return f'<img src="data:image/png;base64,{b64encode(picture.png).decode()}" alt="{escape(picture.words)}">'


def sources_as_html(briefing: Briefing, address: str) -> str:
    return "".join(
        f'<p id="source-{source.number}">[{source.number}] {escape(source.title)}'
        f"{'' if source.is_public else ' (not public)'}, {escape(source.cited)}. "
        f'<a href="{escape(source.address)}">Open the page</a></p>'
        for source in sources_of(briefing, address)
    )
