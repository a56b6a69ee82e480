"""Settings that officers change on a screen: kept in the workbench, under those that the environment states."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import SecretStr
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from corpus.audit import Action, record
from corpus.reader import Reader
from corpus.settings import BadSettings, Settings, settings_for
from corpus.workbench import Record, Workbench

# Not those of sign-in: whoever may change a screen could else let others in, or lock everyone out.
ON_SCREEN = (
    "council_name",
    "colour",
    "council",
    "neighbours",
    "model",
    "banner",
    "contact",
    "audit_days",
    "words_days",
)


class SettingRow(Record):
    __tablename__ = "settings"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    at: Mapped[datetime]  # UTC
    reader: Mapped[str]


@dataclass(frozen=True, slots=True)
class SettingShown:
    """``value`` is fit to be shown: a secret is not."""

    name: str
    meaning: str
    value: str
    where: str  # "the environment", "this screen" or "as delivered"
    can_change: bool


def current_settings(settings: Settings, workbench: Workbench) -> Settings:
    """The settings with those of the screen, except where the environment or the command line states them."""
    kept = kept_values(workbench)
    free = {name: value for name, value in kept.items() if may_change(name, settings)}
    if not free:
        return settings
    checked = settings_for(settings.home, **free)
    return settings.model_copy(update={name: getattr(checked, name) for name in free})


def settings_shown(settings: Settings, workbench: Workbench) -> list[SettingShown]:
    """Every setting, what it is, and where it was set; those of the screen come first."""
    current, kept = current_settings(settings, workbench), kept_values(workbench)
    shown = []
    others = [name for name in Settings.model_fields if name not in ON_SCREEN]
    for name in [*(name for name in ON_SCREEN if name in Settings.model_fields), *others]:
        field = Settings.model_fields[name]
        if name in settings.model_fields_set:
            where = "the environment"
        else:
            where = "this screen" if name in kept and name in ON_SCREEN else "as delivered"
        value = as_words(getattr(current, name))
        shown.append(SettingShown(name, field.description or "", value, where, may_change(name, settings)))
    return shown


def may_change(name: str, settings: Settings) -> bool:
    return name in ON_SCREEN and name in Settings.model_fields and name not in settings.model_fields_set


def change_setting(workbench: Workbench, settings: Settings, name: str, value: str, by: Reader) -> None:
    """Keeps a setting; "" takes it back to what was delivered.

    Raises BadSettings where the value will not do or the setting is not one to change here, and PermissionError
    unless an officer does it.
    """
    if not by.is_officer:
        raise PermissionError("Only an officer changes settings.")
    if not may_change(name, settings):
        raise BadSettings(f"{name} cannot be changed here: set SCRUTINY_{name.upper()} where the service is started.")
    value = value.strip()
    if value:
        settings_for(settings.home, **{name: value})
    before = as_words(getattr(current_settings(settings, workbench), name))
    with workbench.session() as session:
        row = session.get(SettingRow, name)
        if row and not value:
            session.delete(row)
        if value:
            now = datetime.now(UTC).replace(tzinfo=None)
            session.merge(SettingRow(name=name, value=value, at=now, reader=by.id))
    after = as_words(getattr(current_settings(settings, workbench), name))
    if before != after:
        record(workbench, by, Action.SET, name, f"{before} -> {after}")


def kept_values(workbench: Workbench) -> dict[str, str]:
    workbench.prepare(SettingRow)
    with workbench.session() as session:
        return {row.name: row.value for row in session.scalars(select(SettingRow))}


def as_words(value: object) -> str:
    if isinstance(value, SecretStr):
        return "set, and not shown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Collection) and not isinstance(value, str):
        return ", ".join(sorted(map(str, value))) or "none"
    return "none" if value is None else str(value)
