import pytest

from ingest.readers.read import reader_of
from ingest.readers.read_markdown import is_markdown, read_markdown
from ingest.readers.read_text import read_text
from tests.ingest.blocks import check, rows, shown

PAPER = """---
status: draft
---
# Improvement plan

The **board** met in [May](https://example.org/may).
It will meet again.

## Actions

1. Visit *each* team
2. Report to the panel

- Ann leads
  - Bo helps

| Action | RAG |
|--------|-----|
| Visit  | `Green` |

<div>Kept <b>too</b><script>not()</script></div>
"""


def test_the_marks_become_structure() -> None:
    pages = read_markdown(PAPER.encode())
    check(pages)
    assert shown(pages) == [
        ("furniture", "status: draft"),
        ("heading", "Improvement plan"),
        ("paragraph", "The board met in May. It will meet again."),
        ("heading", "Actions"),
        ("paragraph", "Visit each team"),
        ("paragraph", "Report to the panel"),
        ("bullet", "Ann leads"),
        ("bullet", "Bo helps"),
        ("row", "Action RAG"),
        ("row", "Visit Green"),
        ("paragraph", "Kept too"),
    ]
    assert rows(pages) == [{"Action": "Visit", "RAG": "Green"}]
    assert [b.number for b in pages.pages[0].blocks if b.number] == ["1", "2"]
    assert pages.title == "Improvement plan"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_with_headings_and_links_is_markdown(end: str) -> None:
    assert reader_of(PAPER.replace("\n", end).encode()) is read_markdown


@pytest.mark.parametrize(
    "text",
    [
        "The council is good.\n\n- Thresholds are understood\n- Plans are up to date\n",
        "RECOMMENDATIONS\n\n(i) To note the report.\n\n* A note\n",
        "#\n# This file is made by a program\n# by this command:\n#\none==1\n    # via two\n- three\n",
        "# set up\nimport os\n# then run\nrun()\n- one\n",
        "Ref # 12\n#12 is closed\n**** END ****\n",
    ],
)
def test_plain_text_stays_plain_text(text: str) -> None:
    assert not is_markdown(text)
    assert reader_of(text.encode()) is read_text
