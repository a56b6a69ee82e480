"""The text that a web site puts around an article when a page was saved as plain text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

_CUE = re.compile(
    r"""
    (make\ an\ enquiry|contact(\ us)?|get\ in\ touch|read\ (more|full\ story|the\ full\ story|next)
    |find\ out\ more|see\ more
    |subscribe(\ (today|now|here))?|sign\ (up|in)(\ .*newsletter.*)?|log\ ?in|register|newsletter(s)?
    |share(\ (this|on|via)\b.*)?|follow\ us(\ on\ .*)?|like\ us\ on\ .*|print(\ this(\ page)?)?|tweet|e-?mail(\ this)?
    |related\ (articles|stories|news|content|(internet\ )?links|topics?\b.*)|more\ on\ this\ story|top\ stories
    |from\ other\ (local\ )?news\ sites|most\ (read|popular|viewed)|more\ (news|stories|from\ .*)
    |recommended(\ for\ you)?|you\ (may|might)\ also\ (like|be\ interested\ in)|latest\ (news|stories)|trending(\ now)?
    |(skip|jump)\ to\ (main\ )?content|back\ to\ top|menu|home|search|close
    |accept(\ all)?(\ cookies)?|cookie(s|\ policy)?
    |privacy(\ (policy|notice))?|terms(\ (of\ use|and\ conditions|&\ conditions))?|accessibility(\ statement)?|sitemap
    |advert(isement)?|comments?(\ \(\d+\))?|leave\ a\ (comment|reply)|all\ rights\ reserved\.?|(©|copyright).*|view\ all
    |loading(\.{3}|…)?|next\ article|previous\ article|tags?:?.*|topics?:)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NETWORKS = {
    "facebook", "twitter", "x", "linkedin", "instagram", "youtube", "pinterest", "rss", "whatsapp", "reddit", "tiktok",
    "email", "share",
}  # fmt: skip
# A line of the site within an article: it parts no two articles.
_BETWEEN = re.compile(
    r"hide ad|(?:story|article) continues (?:below|after).*|image (?:source|caption|copyright),? .*|view directions"
    r"|we are not responsible for the content of (?:other|external) sites\.?"
    r"|(?!\d).*\bpdf icon(?: PDF [\d.]+ [KM]B)?",
    re.IGNORECASE,
)
_TEASER = re.compile(r"\[\s?(?:\.{3}|…)\s?\]$")
LONGEST_CUE = 8  # words
SHORT_LINE = 8


def is_cue(line: str) -> bool:
    """A line that calls to an action or names a part of a site, not a sentence of an article."""
    words = line.split()
    if len(words) > LONGEST_CUE and not all(re.split(r"[-\s]", w)[0].lower() in _NETWORKS for w in words):
        return False
    social = sum(re.split(r"[-\s]", w.lower())[0] in _NETWORKS for w in words)
    return bool(_CUE.fullmatch(line.strip(" >»|→•"))) or social >= max(2, 0.7 * len(words))


def is_between(line: str) -> bool:
    """A line that a site puts between the paragraphs of an article: an advertisement, a picture's credit, a file."""
    return bool(_BETWEEN.fullmatch(line))


def site_lines(lines: Sequence[str]) -> tuple[int, int]:
    """The article is ``lines[first:beyond]``: the longest part between two lines of the site, where one stands out."""
    cues = [i for i, line in enumerate(lines) if is_cue(line)]
    bounds = [-1, *cues, len(lines)]
    parts = [(a + 1, b) for a, b in itertools.pairwise(bounds) if b > a + 1]
    if not cues or not parts:
        return 0, len(lines)
    first, beyond = max(parts, key=lambda part: _words(lines[slice(*part)]))
    if _words(lines[first:beyond]) < 0.5 * _words(lines):
        return 0, len(lines)
    if beyond < len(lines):
        while beyond - first > 2 and _TEASER.search(lines[beyond - 1]):
            beyond -= 2 if _is_short(lines[beyond - 2]) else 1
        while beyond - first > 2 and _is_short(lines[beyond - 1]) and _is_short(lines[beyond - 2]):
            beyond -= 1
        if _is_short(lines[beyond - 1]) and beyond - first > 2:
            beyond -= 1
    return first, beyond


def _is_short(line: str) -> bool:
    return len(line.split()) <= SHORT_LINE and not re.search(r"[.?!:]['\"’”)]*$", line) and not line.startswith("-")


def _words(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines)
