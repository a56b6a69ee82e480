"""What a test sees of a description: papers made of a few lines."""

from __future__ import annotations

from pathlib import Path

from corpus.paper import Block, BlockKind, Facts, Page, Pages
from ingest.facts.describe import describe
from ingest.passages import passages_of
from ingest.readers.read import read


def facts_of(folder: Path, text: str, file: str = "paper.txt", manifest: dict[str, object] | None = None) -> Facts:
    """The facts of a text file, read the way that ingest reads it."""
    path = folder / Path(file).name
    path.write_text(text, encoding="utf-8")
    pages = read(path)
    return describe(pages, passages_of(pages), file, manifest)


LETTER = """Ofsted
Piccadilly Gate
Store Street
Manchester

14 March 2025

Daniel Okafor
Director of Children’s Services
Brackenford City Council
Mill Street
Brackenford

Dear Mr Okafor

Focused visit to Brackenford City Council children’s services

This letter summarises the findings of the focused visit to Brackenford children’s services on {visit}. His
Majesty’s Inspectors for this visit were Ann Other and Sam Body.

Inspectors looked at the arrangements for care leavers. At the last inspection, on 5 June 2023, they were good.
"""

REPORT = """Inspection of Brackenford City local authority children’s services

Inspection dates: {dates}

Lead inspector: Ann Other, His Majesty’s Inspector

Children in Brackenford receive a good service.
"""

COMMITTEE = """DECISION-MAKER: CHILDREN AND FAMILIES SCRUTINY PANEL

SUBJECT: OFSTED FOCUSED VISIT: CARE LEAVERS

DATE OF DECISION: 12 FEBRUARY 2025

REPORT OF: DIRECTOR OF CHILDREN’S SERVICES

STATEMENT OF CONFIDENTIALITY

None.

BRIEF SUMMARY

Ofsted made a focused visit to Brackenford City Council in December 2024. Inspectors met 20 young people.

RECOMMENDATIONS:

(i) To note the letter.

LEGAL IMPLICATIONS

None.
"""


def lines(text: str) -> Pages:
    """A page with a block for each line, as a reader makes it of a PDF."""
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip())
        if end > start:
            blocks.append(Block(BlockKind.PARAGRAPH, start, end))
        start += len(line)
    return Pages((Page(1, text, tuple(blocks)),), paged=True)


def facts_of_lines(text: str, file: str = "a1.pdf") -> Facts:
    return describe(lines(text), [], file)


ILACS = """Inspection of {name} local authority children’s services
{dates}
Lead inspector: Ann Other, His Majesty’s Inspector
Children are safe. Staff were also met in Kent.
"""
