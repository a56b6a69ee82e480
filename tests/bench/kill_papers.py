"""The papers of tests.bench.kill_ingest, as they are before an ingest that is killed and as they are after.

    python -m tests.bench.kill_papers FOLDER [--office]

ingests them as before, copies that home to ``template``, and ingests them as after.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

from corpus.corpus import open_corpus
from corpus.settings import Settings
from ingest.readers.read_office import office_program
from ingest.sync import sync

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sample" / "papers"
PREPARE, OFFICE = "tests.bench.kill_papers", "--office"
NOTE = "Brackenford City Council\n\n{title}\n\nFocused visit on 14 June 2023\n\n"


def write_before(folder: Path) -> None:
    note(folder, "changed.txt", "A note on hotels", 1)
    note(folder, "withdrawn.txt", "A note on caravans", 2)
    note(folder, "visit.txt", "Letter on a visit", 3)
    note(folder, "moved.txt", "A note on buses", 4)
    shutil.copy(next((SAMPLE / "ofsted").glob("*focused visit - 25 june 2021.pdf")), folder / "letter.pdf")


def write_after(folder: Path) -> None:
    note(folder, "changed.txt", "A note on hotels, later", 5)
    (folder / "withdrawn.txt").unlink()
    note(folder, "visit revised.txt", "Letter on a visit (revised)", 3)
    (folder / "sub").mkdir()
    (folder / "moved.txt").rename(folder / "sub" / "moved.txt")
    shutil.copy(folder / "visit.txt", folder / "zz copy of visit.txt")
    shutil.copy(next((SAMPLE / "ofsted").glob("*focused visit - 14 march 2025.pdf")), folder / "letter.pdf")
    shutil.copy(next((SAMPLE / "press").glob("Nine care leavers*.html")), folder / "new.html")
    note(folder, "new.txt", "A note on trams", 6)


def note(folder: Path, file: str, title: str, seed: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    words = "inspectors children plans carers visits schools homes councils records panels advisers months".split()
    chosen = random.Random(seed)
    lines = [f"{n}. {' '.join(chosen.choices(words, k=12)).capitalize()}." for n in range(1, 13)]
    (folder / file).write_text(NOTE.format(title=title) + "\n\n".join(lines) + "\n", encoding="utf-8")


def old_word_file(folder: Path, title: str) -> None:
    """An old Word file (.doc), which LibreOffice makes of a text."""
    program = office_program()
    if program is None:
        raise SystemExit(f"{OFFICE} needs LibreOffice, which is not installed")
    work = folder.parent / "office"
    note(work, "plan.txt", title, 7)
    command = [program, f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", "--convert-to", "doc"]
    subprocess.run([*command, "--outdir", str(folder), str(work / "plan.txt")], check=True, capture_output=True)


def prepare(folder: Path, office: bool) -> None:
    """Ingests the papers as before, copies that home to ``template``, and ingests them as after."""
    papers, home = folder / "papers", folder / "home"
    corpus = open_corpus(Settings(home=home))
    for write in (write_before, write_after):
        write(papers)
        if office:
            old_word_file(papers, f"A plan, {write.__name__}")
        assert sync(corpus, [papers]).failed == []
        if write is write_before:
            with corpus.catalogue.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            shutil.copytree(
                home, folder / "template", ignore=shutil.ignore_patterns("chroma", "*.lock", "*-wal", "*-shm")
            )


if __name__ == "__main__":
    prepare(Path(sys.argv[1]), OFFICE in sys.argv[2:])
