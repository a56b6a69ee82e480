import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from corpus.paper import BlockKind
from ingest.readers import read_office
from ingest.readers.ole import OleKind
from ingest.readers.read import UnreadablePaper, reader_of
from ingest.worker import ReadingWorkers
from tests.conftest import PATIENCE
from tests.ingest.blocks import of_kind, rows, shown
from tests.ingest.compound import compound
from tests.ingest.test_read_docx import made, saved
from tests.ingest.test_worker import written_pid

SECTORS = b"\0" * 512
needs_office = pytest.mark.skipif(read_office.office_program() is None, reason="LibreOffice is not installed")


def old_office(path: Path, ending: str) -> bytes:
    """The file at ``path`` in its old form, made by LibreOffice."""
    profile = path.parent / "profile"
    subprocess.run(
        [read_office.office_program() or "", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
         ending, "--outdir", str(path.parent / "old"), str(path)],
        check=True, capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    return (path.parent / "old" / f"{path.stem}.{ending}").read_bytes()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (compound({"WordDocument": SECTORS}), "doc"),
        (compound({"Workbook": SECTORS}), "xls"),
        (compound({"PowerPoint Document": SECTORS}), "ppt"),
    ],
)
def test_without_libreoffice_the_reason_names_it(data: bytes, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(UnreadablePaper, match=rf"\.{kind}.*LibreOffice is installed: .*\.{kind}x or PDF"):
        reader_of(data)(data)


@pytest.mark.parametrize(
    "data",
    [
        compound({"EncryptedPackage": SECTORS}),
        compound({"WordDocument": b"\xec\xa5\xc1\0" + b"\0" * 6 + b"\x00\x01" + SECTORS}),
        compound({"Workbook": b"\x09\x08\x02\0\0\0" + b"\x2f\0\x02\0\0\0" + SECTORS}),
        compound({"PowerPoint Document": SECTORS, "Current User": b"\0" * 12 + b"\xdf\xc4\xd1\xf3" + SECTORS}),
    ],
)
def test_a_locked_file_says_so_without_libreoffice(data: bytes) -> None:
    with pytest.raises(UnreadablePaper, match="password"):
        reader_of(data)


def test_another_compound_file_is_refused() -> None:
    with pytest.raises(UnreadablePaper, match="no document, workbook, presentation or e-mail"):
        reader_of(compound({"Something": SECTORS}))


@needs_office
def test_an_old_word_file_is_read_like_a_new_one(tmp_path: Path) -> None:
    document = made("The council is good.")
    document.add_heading("Actions", 2)
    document.add_paragraph("visit each team", style="List Bullet")
    path = tmp_path / "paper.docx"
    path.write_bytes(saved(document))
    data = old_office(path, "doc")
    pages = reader_of(data)(data)
    assert shown(pages) == [
        ("paragraph", "The council is good."),
        ("heading", "Actions"),
        ("bullet", "visit each team"),
    ]
    assert not list(Path(tempfile.gettempdir()).glob("scrutiny-office-*"))


@needs_office
def test_an_old_workbook_is_read_like_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("Action,Owner\nVisit,Ann\nReport,Bo\n", encoding="utf-8")
    data = old_office(path, "xls")
    pages = reader_of(data)(data)
    assert rows(pages) == [{"Action": "Visit", "Owner": "Ann"}, {"Action": "Report", "Owner": "Bo"}]
    assert of_kind(pages, BlockKind.HEADING) == ["plan"]


def test_a_program_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 3600 &\nsleep 3600\n")
    program.chmod(0o755)
    monkeypatch.setattr(read_office, "office_program", lambda: str(program))
    monkeypatch.setattr(read_office, "LONGEST", 0.3)
    began = time.monotonic()
    with pytest.raises(UnreadablePaper, match="seconds"):
        read_office.read_office(b"x", OleKind.DOC)
    assert time.monotonic() - began < PATIENCE


@pytest.mark.skipif(not all(map(shutil.which, ["setpriv", "timeout"])), reason="setpriv and timeout are not installed")
def test_the_program_ends_with_the_process_that_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 600 &\necho $! >{tmp_path / 'pid'}\nsleep 600\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    (tmp_path / "plan.doc").write_bytes(compound({"WordDocument": SECTORS}))
    with ReadingWorkers() as workers:
        workers.submit(tmp_path / "plan.doc", "plan.doc", {}, {})
        started = psutil.Process(written_pid(tmp_path))
        reader = next(p for p in started.parents() if "ingest.worker_child" in p.cmdline())
        reader.kill()
    _, alive = psutil.wait_procs([started], timeout=30)
    assert alive == []
    assert len(list(tmp_path.glob("scrutiny-office-*"))) == 1
    with pytest.raises(UnreadablePaper):
        monkeypatch.setattr(read_office, "office_program", lambda: "/bin/false")
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        read_office.read_office(b"x", OleKind.DOC)
    assert not list(tmp_path.glob("scrutiny-office-*")), "the next conversion leaves no paper behind"


def test_a_program_that_makes_nothing_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    monkeypatch.setattr(read_office, "office_program", lambda: str(program))
    with pytest.raises(UnreadablePaper, match="cannot open"):
        read_office.read_office(b"x", OleKind.PPT)
