"""The process that serves the screens: Streamlit, with what they need loaded before the first reader comes."""

from __future__ import annotations

import logging
from importlib import import_module

# Seconds of imports. Not the screens themselves: what they put into the browser is known to Streamlit only at work.
LOADED_FIRST = ("assistant.explain", "assistant.screens.chart", "assistant.briefing.word")
log = logging.getLogger(__name__)


def make_ready() -> None:
    """Imports what takes long, opens the papers, and begins to load the model."""
    from assistant.screens.opening import opened
    from assistant.screens.trouble import STORE_ERRORS

    for module in LOADED_FIRST:
        import_module(module)
    try:
        opened()
    except STORE_ERRORS as error:
        # the first reader meets the same fault, and is told of it on the screen
        log.error("%s", error)


def main() -> None:
    from streamlit.web.cli import main as streamlit

    make_ready()
    streamlit(prog_name="streamlit")


if __name__ == "__main__":
    main()
