"""Settings: environment variables that begin with SCRUTINY_, and what they mean."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from corpus.paper import Role

Names = Annotated[frozenset[str], NoDecode]  # written with commas, not as JSON


LEAST_CONTRAST = 4.5  # to 1, of text and its ground: WCAG 2.2, 1.4.3


class BadSettings(Exception):
    """Settings that cannot be used: the message names each, its value and what it should be."""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SCRUTINY_", extra="ignore", env_parse_none_str="none")

    home: Path = Field(
        default_factory=lambda: user_data_path("scrutiny", appauthor=False),
        description="The folder that holds everything: catalogue, vectors, copies of the papers.",
    )
    chroma_url: str | None = Field(
        default=None,
        description="A Chroma server to use, such as http://chroma.example:8000. Unset: a local one, on demand.",
    )
    embedding_model: str | None = Field(
        default=None,
        description="Folder or name of a sentence-transformers model. Unset: all-MiniLM-L6-v2, as installed.",
    )
    cross_encoder: str | None = Field(
        default=None,
        description="Folder or name of a sentence-transformers cross-encoder. Unset: the packaged one.",
    )
    read_seconds: float = Field(
        default=60, gt=0, description="How long a file may take to be read; of a scan, each of its pages."
    )
    read_megabytes: int = Field(default=1200, ge=300, description="How much memory the reading of a file may take.")
    role: Role = Field(
        default=Role.OFFICER, description="With no sign-in, who reads at this computer: public, member or officer."
    )

    model: str | None = Field(
        default=None,
        description="The chat model that writes answers, as provider:model. Unset: answers are by quotation.",
    )
    model_url: str | None = Field(
        default=None, description="Where the model is served, if not where its provider does."
    )
    model_output: Literal["tools", "schema", "text"] = Field(
        default="tools",
        description="How it is asked for statements: as the call of a tool (else in text), by a schema, or in text.",
    )
    model_temperature: float | None = Field(default=0, description="None where the model takes no temperature.")
    model_tokens: int = Field(default=1500, gt=0, description="How long a reply may be.")
    model_first_seconds: float = Field(default=30, gt=0, description="How long until the model begins to answer.")
    model_seconds: float = Field(default=90, gt=0, description="How long until its answer is whole.")
    model_reads_exempt: bool | None = Field(
        default=None,
        description="Whether exempt text may be sent to the model. Unset: only where the model is on this machine.",
    )

    address: str = Field(default="127.0.0.1", description="The address to listen on; other computers need sign-in.")
    url: str | None = Field(
        default=None, description="The address that browsers open, such as https://scrutiny.example.gov.uk."
    )
    sign_in_metadata: str | None = Field(
        default=None, description="The OpenID Connect discovery document of the council's sign-in."
    )
    sign_in_client: str | None = Field(
        default=None, description="The client id that the sign-in knows this service by."
    )
    sign_in_secret: SecretStr | None = Field(default=None, description="The client secret that goes with it.")
    sign_in_groups: str = Field(default="groups", description="The claim of the token that lists a person's groups.")
    officer_groups: Names = Field(default=frozenset(), description="Groups whose members are officers.")
    member_groups: Names = Field(default=frozenset(), description="Groups whose members are councillors.")
    officers: Names = Field(default=frozenset(), description="E-mail addresses of officers.")
    members: Names = Field(default=frozenset(), description="E-mail addresses of councillors.")
    open_to_public: bool = Field(default=False, description="Whether public papers may be read without signing in.")
    session_hours: float = Field(default=8, gt=0, le=720, description="How long a sign-in lasts.")
    audit_days: int = Field(default=730, ge=90, description="How long the audit trail is kept.")
    words_days: int = Field(default=90, ge=1, description="How long the words of questions are kept in it.")

    council: str | None = Field(default=None, description="Your own council, as the papers name it.")
    neighbours: Names = Field(default=frozenset(), description="Councils to compare it with.")
    council_name: str | None = Field(default=None, description="The name at the top of every screen.")
    colour: str = Field(
        default="#0b4f55", pattern="^#[0-9a-fA-F]{6}$", description="The council's colour, as #rrggbb; dark enough."
    )
    banner: str | None = Field(default=None, description="Words above every screen, as in a pre-election period.")
    contact: str | None = Field(default=None, description="Whom readers may write to about this service.")

    fetch_hosts: Names = Field(
        default=frozenset({"reports.ofsted.gov.uk", "files.ofsted.gov.uk"}),
        description="Hosts that papers may be fetched from, with commas between; those of sources.toml besides.",
    )
    fetch_private_hosts: Names = Field(
        default=frozenset(), description="Those of them that stand on the council's own network."
    )
    fetch_delay: float = Field(default=1.0, ge=0, description="Seconds between two requests to a site.")
    fetch_agent: str = Field(
        default="Mozilla/5.0 (compatible; ScrutinyAssistant/0.1)", description="How a fetch names itself to a site."
    )

    @field_validator("officer_groups", "member_groups", "neighbours", mode="before")
    @classmethod
    def split_names(cls, given: object) -> object:
        return [name.strip() for name in given.split(",") if name.strip()] if isinstance(given, str) else given

    @field_validator("fetch_hosts", "fetch_private_hosts", "officers", "members", mode="before")
    @classmethod
    def split_addresses(cls, given: object) -> object:
        names = given.split(",") if isinstance(given, str) else given
        return [str(name).strip().lower() for name in names if str(name).strip()]  # type: ignore[attr-defined]

    @field_validator("colour")
    @classmethod
    def is_dark_enough(cls, colour: str) -> str:
        if contrast_with_white(colour) < LEAST_CONTRAST:
            raise ValueError(
                f"{colour} has a contrast of {contrast_with_white(colour):.1f} to 1 with white; "
                f"WCAG 2.2 asks for {LEAST_CONTRAST} to 1: choose a darker colour"
            )
        return colour.lower()

    @field_validator("council", "council_name", "banner", "contact", "url", "sign_in_metadata", "sign_in_client")
    @classmethod
    def or_none(cls, given: str | None) -> str | None:
        return (given or "").strip() or None

    @field_validator("home")
    @classmethod
    def make_whole(cls, home: Path) -> Path:
        # the Chroma server of this folder is another process, with another working folder
        return home.expanduser().resolve()

    @property
    def catalogue_file(self) -> Path:
        return self.home / "catalogue.sqlite"

    @property
    def workbench_file(self) -> Path:
        return self.home / "workbench.sqlite"

    @property
    def files_folder(self) -> Path:
        return self.home / "files"

    @property
    def chroma_folder(self) -> Path:
        return self.home / "chroma"


def settings_for(home: Path | None = None, **given: Any) -> Settings:
    """The settings, with the home folder of the command line where one is given. Raises BadSettings."""
    try:
        return Settings(**given) if home is None else Settings(home=home, **given)
    except ValidationError as error:
        wrong = [
            f"SCRUTINY_{'_'.join(map(str, e['loc'])).upper()} is {e['input']!r}: {e['msg']}" for e in error.errors()
        ]
        raise BadSettings(". ".join(wrong) + ".") from error


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of a colour #rrggbb with white, as WCAG 2.2 defines it: 1 to 21."""
    red, green, blue = (linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
