"""The manifest of a folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.paper import Kind
from ingest.facts.manifest import ManifestError, read_manifest


def written(folder: Path, entries: object) -> Path:
    path = folder / "manifest.json"
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path


def test_facts_by_file_and_unknown_fields_kept(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        [
            {"file": "press/a.txt", "kind": "news", "authority": "Brackenford City Council", "published": "2020-01"},
            {"file": "b.pdf", "title": "A report", "about_inspection": "ILACS", "publisher": None, "rating": ""},
            {"file": "c.pdf", "about_inspection": " "},
        ],
    )
    assert read_manifest(path) == {
        "press/a.txt": {"kind": Kind.NEWS, "authority": "Brackenford", "published": "2020-01"},
        "b.pdf": {"title": "A report", "about_inspection": "ILACS", "rating": ""},
        "c.pdf": {},
    }


def test_a_manifest_may_state_the_meeting_the_language_and_several_authorities(tmp_path: Path) -> None:
    stated = {"meeting_date": "2024-05", "licence": "CC BY 4.0", "language": "cy"}
    path = written(tmp_path, [{"file": "a.pdf", "authorities": ["Kent County Council", "Medway"], **stated}])
    assert read_manifest(path) == {"a.pdf": {"authorities": ["Kent", "Medway"], **stated}}


def test_a_byte_order_mark_and_a_windows_path_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text('\ufeff[{"file": "press\\\\a.txt", "published": 2021}]', encoding="utf-8")
    assert read_manifest(path) == {"press/a.txt": {"published": "2021"}}


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([{"file": "a.pdf", "kind": "report"}], ["a.pdf", "kind", "'report'", "inspection_report"]),
        ([{"file": "a.pdf", "published": "2023-02-30"}], ["a.pdf", "published", "2023-02-30", "YYYY-MM-DD"]),
        ([{"file": "a.pdf", "inspected_to": "June 2023"}], ["a.pdf", "inspected_to", "June 2023", "YYYY-MM"]),
        ([{"file": "a.pdf", "access": "secret"}], ["a.pdf", "access", "'secret'", "exempt"]),
        ([{"file": "a.pdf"}, {"file": "./a.pdf"}], ["a.pdf", "listed twice"]),
        ([{"kind": "news"}], ["entry 1", "file"]),
        ([{"file": "../a.pdf"}], ["../a.pdf", "below the manifest's folder"]),
        ([{"file": "/etc/a.pdf"}], ["/etc/a.pdf", "below the manifest's folder"]),
        ([{"file": "a.pdf", "meeting_date": "May"}], ["a.pdf", "meeting_date", "'May'", "YYYY"]),
        ([{"file": "a.pdf", "language": "Welsh"}], ["a.pdf", "language", "'Welsh'", "cy"]),
        ([{"file": "a.pdf", "publishd": "2024"}], ["a.pdf", "'publishd'", "'published'", "meeting_date"]),
        ([{"file": "a.pdf", "Inspected to": "2024"}], ["a.pdf", "'Inspected to'", "'inspected_to'"]),
        ([{"file": "a.pdf", "title": ""}], ["a.pdf", "title", "leave the field out"]),
        ({"file": "a.pdf"}, ["list of objects", "dict"]),
        (["a.pdf"], ["list of objects"]),
    ],
)
def test_what_is_wrong_is_named_with_the_remedy(tmp_path: Path, entries: object, said: list[str]) -> None:
    with pytest.raises(ManifestError) as raised:
        read_manifest(written(tmp_path, entries))
    for words in ["manifest.json", *said]:
        assert words in str(raised.value)


def test_all_wrong_fields_are_named_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, [{"file": "a.pdf", "kind": "x"}, {"file": "b.pdf", "published": "y"}])
    with pytest.raises(ManifestError, match=r"a\.pdf(.|\n)*b\.pdf"):
        read_manifest(path)


def test_broken_json_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text('[\n {"file": "a"},\n]', encoding="utf-8")
    with pytest.raises(ManifestError, match="line 3"):
        read_manifest(path)


def test_text_that_is_not_utf8_says_so(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_bytes('[{"file": "caf\u00e9"}]'.encode("latin-1"))
    with pytest.raises(ManifestError, match="UTF-8"):
        read_manifest(path)
