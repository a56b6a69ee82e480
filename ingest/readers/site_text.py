"""The text that a web site puts around an article, and between its lines, when a page was saved as plain text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

# Lines that end an article or stand before it: calls to action and names of parts of a site.
_CUE = re.compile(
    r"""
    (make\ an\ enquiry|contact(\ us)?|get\ in\ touch|read\ (more|full\ story|the\ full\ story|next)
    |find\ out\ more|see\ more
    |log\ ?in|sign\ in|register
    |related(\ (articles|stories|news|content|links|internet\ links|topics?))?(:.*)?
    |most\ (read|popular|viewed|recent|shared)|more\ (news|stories|from\ .*|on\ this(\ story)?)
    |recommended(\ (for\ you|reading))?|you\ (may|might)\ also\ (like|be\ interested\ in)|latest\ (news|stories
    |jobs|videos)
    |trending(\ now)?
    |from\ other\ (local\ )?news\ sites|top\ stories|up\ next|elsewhere\ on\ .*|(from|around)\ the\ web|don[’']t\ miss
    |(sponsored|promoted|partner)(\ (content|stories|links|by\ .*))?|advertise(\ (with|on)\ .*)?
    |(skip|jump)\ to\ (main\ )?content|back\ to\ top|menu|home|search|close
    |accept(\ all)?(\ cookies)?|cookie(s|\ policy|\ settings)?
    |privacy(\ (policy|notice))?|terms(\ (of\ use|and\ conditions|&\ conditions))?|accessibility(\ statement)?
    |site\ ?map
    |leave\ a\ (comment|reply)|all\ rights\ reserved\.?|(©|copyright).*|view\ all
    |loading(\.{3}|…)?|next\ article|previous\ article|tags?:?.*|topics?:)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Lines that stand between those of an article as well.
_ASIDE = re.compile(
    r"""
    (hide|close|skip)\ (ad|advert|advertisement)|advert(isement)?s?(\ feature)?|(article|story)\ continues\ below.*
    |share|share\ (this|on|via)\b.*|print(\ this(\ page)?)?|tweet|e-?mail(\ this)?|save(\ article)?|copy\ link
    |listen\ live
    |watch\ live|(follow|like|join)\ us(\ on\ .*)?|newsletters?|subscribe(\ (today|now|here|to)\b.{0,60})?
    |comments?(\ ?\(?\d+\)?)?|\(?\d+\)?\ comments?|be\ the\ first\ to\ comment|join\ the\ (conversation
    |discussion).{0,40}
    |have\ your\ say.{0,60}|what\ (are\ your\ thoughts|do\ you\ think)\?.{0,60}
    |(read|see|watch|listen)\ (more|next|also)\ ?[:|–-]\ ?\S.{0,140}|(also\ read|see\ also)\ ?[:|–-]\ ?\S.{0,140}
    |you\ can\ (also\ )?send\ (a|your)\ letters?\ to\ the\ editor\b.{0,120}|letters\ should\ not\ exceed\ .{0,120}
    |get\ involved\ (with|in)\ the\ news\b.{0,60}
    |sign\ ?-?up\ (for|to|here|now|today)\b.{0,120}|get\ (all\ )?the\ (latest|top|biggest|best)\b.{0,80}
        \b(inbox|newsletters?|alerts|app|headlines|notifications)\b.{0,40}
    |(download|get)\ (the|our)\ .{0,40}\bapp\b.{0,60}
    |((we|this\ (web)?site|our\ (web)?site)\ uses?|by\ (continuing|using)\b.{0,80}\buse\ of)\ .{0,40}\bcookies\b.{0,200}
    |(accept|reject|manage|allow)\ (all\ |my\ )?(cookies|preferences)
    |(the\ bbc\ is|we\ are)\ not\ responsible\ for\ the\ content\ of\ (external|other)\ (web)?\ ?sites\b.{0,80}
    |image\ (source|credit|copyright)\b.{0,60}|image\ caption,?|(photo|picture|image)(\ credit)?\ ?:\ ?.{1,60}|@\w{2,30}
    |\d+\ min(ute)?s?\ read|reading\ time\b.{0,20}|click\ here(\ .{0,40})?
    |(stay\ up\ to\ date|turn\ on)\b.{0,20}\bnotifications\b.{0,40}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MENU = frozenset(
    "jobs events magazine news sport home menu business opinion features property motors announcements weather video "
    "videos podcasts podcast lifestyle topics training research resources live local politics crime education health "
    "about login subscribe search contact archive directory advertise podcasts reviews culture environment economy "
    "entertainment travel traffic obituaries competitions puzzles blogs community what’s\u00a0on e-edition".split(" ")
)
_NETWORKS = {
    "facebook", "twitter", "x", "linkedin", "instagram", "youtube", "pinterest", "rss", "whatsapp", "reddit", "tiktok",
    "email", "share",
}  # fmt: skip
# How the pages of a committee system begin; what is above is the council's site.
_COMMITTEE_PAGE = re.compile(
    r"(?:agenda item|issue - (?:meetings|decisions|items at meetings)|issue details|decision details)", re.IGNORECASE
)
_COMMITTEE_PAGE_WITHIN = 40  # lines
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
LONG_SENTENCE = 12  # words: a teaser's line has fewer, or no full stop


def is_cue(line: str) -> bool:
    """A line that calls to an action or names a part of a site, not a sentence of an article."""
    words = line.split()
    if len(words) > LONGEST_CUE and not all(re.split(r"[-\s]", w)[0].lower() in _NETWORKS for w in words):
        return False
    social = sum(re.split(r"[-\s]", w.lower())[0] in _NETWORKS for w in words)
    return bool(_CUE.fullmatch(line.strip(" >»|→•"))) or social >= max(2, 0.7 * len(words))


def is_aside(line: str) -> bool:
    """A line of the site that may stand in the midst of an article: "Hide Ad", "Read more: ...", "Comments 14"."""
    return bool(_ASIDE.fullmatch(line.strip(" >»|→•")))


def is_committee_page(line: str) -> bool:
    """The words that a page of a council's committee system begins with, such as "Agenda item"."""
    return bool(_COMMITTEE_PAGE.fullmatch(line.strip(" :")))


def is_between(line: str) -> bool:
    """A line that a site puts between the paragraphs of an article: an advertisement, a picture's credit, a file."""
    return bool(_BETWEEN.fullmatch(line))


def site_lines(lines: Sequence[str]) -> tuple[int, int]:
    """The article is ``lines[first:beyond]``: the longest part between two lines of the site, where one stands out."""
    head = next((i for i, line in enumerate(lines[:_COMMITTEE_PAGE_WITHIN]) if is_committee_page(line)), None)
    if head is not None:
        return head, len(lines)
    cues = [i for i, line in enumerate(lines) if is_cue(line) or (is_aside(line) and not _goes_on(lines[i + 1 :]))]
    bounds = [-1, *cues, len(lines)]
    parts = [(a + 1, b) for a, b in itertools.pairwise(bounds) if b > a + 1]
    first, beyond = max(parts, key=lambda part: _words(lines[slice(*part)])) if parts else (0, len(lines))
    if not cues or not parts or _words(lines[first:beyond]) < 0.5 * _words(lines):
        first, beyond = 0, len(lines)
    first = _below_menu(lines, first, beyond)
    if beyond < len(lines):
        while beyond - first > 2 and _TEASER.search(lines[beyond - 1]):
            beyond -= 2 if _is_short(lines[beyond - 2]) else 1
        while beyond - first > 2 and _is_short(lines[beyond - 1]) and _is_short(lines[beyond - 2]):
            beyond -= 1
        if _is_short(lines[beyond - 1]) and beyond - first > 2:
            beyond -= 1
    return first, beyond


def _goes_on(lines: Sequence[str]) -> bool:
    """Does an article go on here: is there a sentence of some length before the next line of the site?"""
    below = itertools.takewhile(lambda line: not is_cue(line), lines)
    return any(len(line.split()) >= LONG_SENTENCE and re.search(r"[.?!][\"'”’]*$", line) for line in below)


def _below_menu(lines: Sequence[str], first: int, beyond: int) -> int:
    """Where the article begins below the words of a menu; one such word alone may be a heading."""
    at = first
    while at < beyond and lines[at].strip().lower() in _MENU:
        at += 1
    return at if at - first > 1 or (at > first > 0) else first


def _is_short(line: str) -> bool:
    return len(line.split()) <= SHORT_LINE and not re.search(r"[.?!:]['\"’”)]*$", line) and not line.startswith("-")


def _words(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines)
