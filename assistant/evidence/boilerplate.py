"""Sentences that stand nearly word for word in reports on any council: they say how, and find nothing."""

from __future__ import annotations

import re

# The stock openings of Ofsted's reports and letters, and of the papers around them.
STOCK = re.compile(
    r"""^\W*(
    this\ letter\ (summarises|outlines|sets\ out)
    | this\ (full\ |joint\ |re-?)?(inspection|visit|report)\ (was|is|has\ been|included|focuse[sd])
    | (alongside\ this\ inspection|as\ part\ of\ (this|the)\ inspection)
    | inspectors\ (looked\ at|considered|evaluated|reviewed|read|spoke|met|observed|undertook|watched|
        visited|assessed)\b
    | they\ (reviewed|considered|also\ (looked|met|spoke|considered|reviewed))\b | the\ inspection\ team\b
    | the\ (visit|inspection)\ (was\ carried\ out|was\ about|took\ place|focused)
    | (her|his)\ majesty['’]s\ (chief\ )?inspector
    | (the\ )?((local\ )?authority['’]s|council['’]s)?\ ?(last|previous|most\ recent)\ (\w+\ ){0,4}
        (inspection|visit|judgement)\b[^.]{0,60}\b(was|were|took\ place)\b
    | (this\ is|the\ following\ are)\ what\ needs\ to | the\ office\ for\ standards\ in\ education
    | ofsted\ (piccadilly|is\ a\ non)
    | you\ may\ (re-?use|copy)\b | if\ you\ would\ like\ a\ copy
    | we\ (shall|will)\ (bear|take)\b.*\b(visit|inspection|come) | dear\b
    | i\ am\ writing\ to\ | following\ (the|your)\ .{0,80}\bi\ (am|write) | ofsted\ will\ take\ these\ findings
    | © | yours\ sincerely
    | it\ (regulates\ and\ inspects|assesses\ (council|local\ authority))\b
    | (the\ )?(\w+\ ){1,5}act\ (19|20)\d\d,\ (in\ particular|sections?)\b
    | equality\ impact\ assessment\ and
    # what opens a quotation; "It was 64% last year, the council said." tells something
    | (?![^“”"]*\w,\ [\w’'\ -]{2,40}\ (said|says|added)\.$)[^.]{0,120}\b(said|says|added|told\ \w+)\W*$
    | (published|updated|by)\b:?\ .{0,40}$ | (it|this)\ comes\ as\b.{0,30}$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# The line of a table of grades, or a heading that gives one: the register says it better.
GRADE_LINE = re.compile(
    r"(outstanding|\bgood|requires\ improvement(\ to\ be\ good)?|inadequate)\W*$", re.IGNORECASE | re.VERBOSE
)


# What a letter says of itself, and to whom it goes: no answer is made of it.
COURTESY = re.compile(
    r"""^\W*(
    this\ (letter|report|document|note)\ (summaris|outlin|sets?\ out|describ|explain|contain|report)
    | (i|we)\ (am|are)\ (writing|copying|sending|grateful) | a\ copy\ of\ this\ (letter|report)
    | (i|we)\ (would\ like\ to\ thank|look\ forward|hope\ (you|that\ you)|thank) | thank\ you\b
    | please\ (pass|note|contact)
    | (i|we)\ (shall|will)\ (bear|take)\b.*\b(visit|inspection|come)
    | (ofsted|we|i)\ (shall|will)\ take\ (these|the)\ findings | the\ methodology\ for\ this\ (visit|inspection)
    | (this|the)\ (visit|inspection)\ was\ (carried\ out|conducted)\ in\ line\ with
    | dear\b | yours\ (sincerely|faithfully|truly) | it\ will\ be\ published\b | if\ you\ would\ like\ a\ copy
    | you\ may\ (re-?use|copy)\b | this\ visit\ was\ carried\ out\ (fully|entirely|partly)\ by\b
    | ofsted\ (piccadilly|is\ a\ non) | © | this\ (letter|report)\ (is|will\ be)\ (published|copied|sent|available)
    | the\ (letter|report)\ will\ be\ (published|copied)
    # the imprint
    | to\ view\ this\ licence\b | this\ publication\ is\ available\ (at|from)\b
    | any\ enquiries\ (about|regarding)\ this\ publication\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def is_courtesy(text: str) -> bool:
    """Whether a sentence is what a letter says of itself or by way of politeness."""
    return bool(COURTESY.search(text))


def is_boilerplate(text: str) -> bool:
    return bool(STOCK.search(text))


def is_grade_line(text: str) -> bool:
    """Whether a sentence is the heading of a judgement with its grade: no verb, no full stop."""
    return bool(GRADE_LINE.search(text)) and not re.search(
        r"\b(is|are|was|were|has|have|remains?|been|judged|rated)\b", text
    )
