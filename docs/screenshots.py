"""Takes the pictures of the README from the sample papers: ``python docs/screenshots.py``.

Needs Chromium and playwright; writes a picture of every screen beside itself: chat.png, answer.png, page.png, and one
for each path of the bar.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
QUESTION = "How many care leavers were placed in hotels, and who says so?"
LARGEST = 300_000  # bytes of a picture
SCREENS = (
    "judgements", "then-and-now", "recommendations", "briefings", "papers", "new", "add", "audit", "access", "settings",
    "about", "your-data", "transparency", "accessibility",
)  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        scrutiny = [sys.executable, "-m", "scrutiny"]
        papers = ROOT / "corpus" / "sample" / "papers"
        subprocess.run([*scrutiny, "ingest", str(papers), "--home", folder], cwd=ROOT, check=True)
        with serving([*scrutiny, "serve", "--home", folder]) as address, sync_playwright() as started:
            chromium = shutil.which("chromium") or "/usr/bin/chromium"
            browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            take_pictures(browser.new_page(viewport={"width": 1280, "height": 800}), address)
            browser.close()


@contextmanager
def serving(command: list[str]) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([*command, "--port", str(port)], cwd=ROOT)
    try:
        for _ in range(300):
            try:
                with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                    break
            except OSError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def take_pictures(page: Page, address: str) -> None:
    page.set_default_timeout(60_000)
    page.goto(address)
    page.get_by_role("heading", name="For example").wait_for()
    save(page, "chat.png")
    box = page.get_by_role("textbox", name=re.compile("^Ask a"))
    box.fill(QUESTION)
    box.press("Enter")
    page.get_by_text("Check the paper before you quote it").wait_for()
    box.blur()
    save(page, "answer.png")
    page.get_by_role("link", name=re.compile(r"^\[1\]")).click()
    page.locator("mark").first.wait_for()
    page.wait_for_function("document.querySelector('.st-key-print img')?.naturalWidth > 0")
    save(page, "page.png")
    for path in SCREENS:
        page.goto(f"{address}/{path}")
        page.locator("h1").first.wait_for()
        page.wait_for_function("!document.querySelector('[data-testid=stSpinner]')")
        save(page, f"{path}.png")


def save(page: Page, name: str) -> None:
    page.wait_for_timeout(1500)  # for the fonts, and for the passage to come into view
    file = DOCS / name
    page.screenshot(path=file)
    Image.open(file).convert("RGB").quantize(256).save(file, optimize=True)
    size = file.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{file} has {size} bytes; make it smaller than {LARGEST}.")


if __name__ == "__main__":
    main()
