"""``scrutiny serve``: the screens in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.serving.serve import serve
from corpus.paper import Role
from corpus.settings import BadSettings, settings_for
from corpus.terminal import WRONG_USAGE, AsJson, Home, fail


def serve_command(
    port: Annotated[int, typer.Option(help="The port of this machine to listen on.")] = 8501,
    address: Annotated[
        str | None, typer.Option(help="The address to listen on. Any but this machine's own needs sign-in.")
    ] = None,
    role: Annotated[
        Role | None, typer.Option("--role", help="With no sign-in, who reads: by default an officer.")
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Open the screens in the browser: of this machine, or with sign-in of others."""
    given = {name: value for name, value in {"address": address, "role": role}.items() if value}
    try:
        settings = settings_for(home, **given)
    except BadSettings as error:
        fail(str(error), WRONG_USAGE)
    raise typer.Exit(serve(settings, port, as_json))
