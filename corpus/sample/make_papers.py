"""Write the sample papers: python -m corpus.sample.make_papers [--out DIR].

The same versions of the libraries give the same bytes.
"""

import argparse
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from corpus.sample.council import committee_report, plain_paper
from corpus.sample.inspection import ilacs_report, sif_report
from corpus.sample.letter import inspection_letter
from corpus.sample.scan import scanned_letter
from corpus.sample.source import Source, SourceError, read_source
from corpus.sample.web import news_page, plain_story, press_release
from corpus.sample.word import word_file

HERE = Path(__file__).parent
LAYOUTS: dict[str, Callable[[Source], bytes]] = {
    "sif": sif_report,
    "ilacs": ilacs_report,
    "letter": inspection_letter,
    "committee": committee_report,
    "plain": plain_paper,
    "action_plan": word_file,
    "minutes": word_file,
    "press_release": press_release,
    "news": news_page,
    "story": plain_story,
    "scan": scanned_letter,
}


def make_papers(out: Path) -> list[Path]:
    """One paper for each text, and the manifest of the facts that no reader can find in the paper itself."""
    made = []
    for path in sorted((HERE / "texts").rglob("*.md")):
        source = read_source(path)
        layout = source.facts["layout"]
        if layout not in LAYOUTS:
            raise SourceError(f"{path}: layout {layout!r} is not one of {', '.join(LAYOUTS)}")
        paper = out / source.facts["file"]
        paper.parent.mkdir(parents=True, exist_ok=True)
        paper.write_bytes(LAYOUTS[layout](source))
        made.append(paper)
    shutil.copyfile(HERE / "texts" / "manifest.json", out / "manifest.json")
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the sample papers of the fictional Brackenford.")
    parser.add_argument("--out", type=Path, default=HERE / "papers", help="folder to write to")
    for paper in make_papers(parser.parse_args().out):
        sys.stdout.write(f"{paper}\n")


if __name__ == "__main__":
    main()
