"""Old Office files (.doc, .xls, .ppt): LibreOffice turns them into their new form, which is then read."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import psutil

from corpus.paper import Pages
from ingest.readers.ole import OleKind
from ingest.readers.read_docx import read_docx
from ingest.readers.read_pptx import read_pptx
from ingest.readers.read_xlsx import read_xlsx
from ingest.unreadable import UnreadablePaper

LONGEST = 45  # seconds
_NEW = {OleKind.DOC: ("docx", read_docx), OleKind.XLS: ("xlsx", read_xlsx), OleKind.PPT: ("pptx", read_pptx)}
_FOLDER = "scrutiny-office-"  # and the number of the process that works in it
_PROGRAMS = ("soffice", "libreoffice")
_SETTING = """<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>"""
# no macros, and nothing fetched that the file links to
_SETTINGS = {"MacroSecurityLevel": "3", "DisableMacrosExecution": "true", "BlockUntrustedRefererLinks": "true"}


def office_program() -> str | None:
    """The path of LibreOffice, None where it is not installed."""
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), None)


def read_office(data: bytes, kind: OleKind) -> Pages:
    """Raises UnreadablePaper where LibreOffice is not installed, and for a file that it cannot open."""
    ending, reader = _NEW[kind]
    program = office_program()
    if program is None:
        raise UnreadablePaper(
            f"this is an old Office file (.{kind}), which is read only where LibreOffice is installed: "
            f"install it, or save the file as .{ending} or PDF and try again"
        )
    return reader(converted(data, kind, ending, program))


def converted(data: bytes, kind: OleKind, ending: str, program: str) -> bytes:
    """The file in its new form. Works in a folder of its own, with settings of its own, both removed afterwards."""
    _remove_left_over()
    with tempfile.TemporaryDirectory(prefix=f"{_FOLDER}{os.getpid()}-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / f"paper.{kind}").write_bytes(data)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
        command = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to", ending,
            "--outdir", str(folder / "new"), str(folder / f"paper.{kind}"),
        ]  # fmt: skip
        process = subprocess.Popen(
            _kept(command), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        try:
            process.wait(LONGEST)
        except subprocess.TimeoutExpired as error:
            raise UnreadablePaper(
                f"LibreOffice took more than {LONGEST} seconds over this old Office file: save it as .{ending} or PDF"
            ) from error
        finally:
            _end(process)
        new = folder / "new" / f"paper.{ending}"
        if not new.is_file():
            raise UnreadablePaper(f"LibreOffice cannot open this old Office file: save it as .{ending} or PDF")
        return new.read_bytes()


def _remove_left_over() -> None:
    """Of a reading process that was killed at work: a paper, perhaps a closed one, must not stay there."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        number = folder.name.removeprefix(_FOLDER).partition("-")[0]
        if number.isdecimal() and not psutil.pid_exists(int(number)):
            shutil.rmtree(folder, ignore_errors=True)


def _kept(command: list[str]) -> list[str]:
    """The command under keepers that end it, with all that it starts, even where this process is killed before.

    ``setpriv`` has the system tell ``timeout`` of this process's end, and ``timeout`` ends the program with its group.
    """
    if keeper := shutil.which("timeout"):
        command = [keeper, "--kill-after=1", str(LONGEST + 5), *command]
        if teller := shutil.which("setpriv"):
            command = [teller, "--pdeathsig", "TERM", *command]
    return command


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the program with all that it started, so that the folder can be removed."""
    if process.poll() is not None:
        return
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _registry() -> str:
    items = "".join(_SETTING.format(name=name, value=value) for name, value in _SETTINGS.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>\n"
    )
