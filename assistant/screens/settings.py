"""The settings, for officers: what each is and where it was set; some may be changed here."""

from __future__ import annotations

import streamlit as st

from assistant.screens.markup import as_table
from corpus.kept_settings import SettingShown, change_setting, settings_shown
from corpus.reader import Reader
from corpus.settings import BadSettings, Settings
from corpus.workbench import Workbench

LABELS = {
    "council_name": "Name at the top of every screen",
    "colour": "The council's colour",
    "council": "Your own council",
    "neighbours": "Councils to compare it with, with commas between",
    "model": "Language model",
    "banner": "Banner above every screen",
    "contact": "Whom readers may write to about this service",
    "audit_days": "Days that the audit trail is kept",
    "words_days": "Days that the words of questions are kept",
}
HELP = {
    "banner": "For example in a pre-election period: “Until 7 May 2027 this service is for council business only.”",
    "council": "As the papers name it, without “council”: it is whom “we” and “us” mean in a question.",
    "colour": "As # and six digits, such as #0b4f55. White text must be readable on it.",
}


def show_settings(workbench: Workbench, reader: Reader, settings: Settings) -> None:
    """``settings`` are those of the environment, without what this screen has changed."""
    st.html(
        "<h1>Settings</h1><p>What is changed here shows at once, and to others from their next step. What was stated "
        "where the service is started (in the environment) can be changed only there.</p>"
    )
    if "settings saved" in st.session_state:
        st.success("Saved." if st.session_state.pop("settings saved") else "Nothing was changed.")
    shown = settings_shown(settings, workbench)
    with st.form("settings"):
        given = {setting.name: field_for(setting) for setting in shown if setting.can_change}
        if st.form_submit_button("Save"):
            save(workbench, reader, settings, shown, given)
    st.html("<h2>All settings</h2>")
    rows = [(s.name, s.meaning, s.value, s.where) for s in shown]
    st.html(as_table("Settings and where they were set", ("Setting", "What it means", "Value", "Set in"), rows))


def field_for(setting: SettingShown) -> str:
    """What the officer writes for the setting; "" for what was delivered."""
    kept = setting.value if setting.where == "this screen" else ""
    default = "" if setting.value == "none" else setting.value
    label = LABELS.get(setting.name, setting.name)
    return st.text_input(
        label,
        kept or default,
        key=f"setting {setting.name}",
        help=HELP.get(setting.name),
        autocomplete="off",
    )


def save(
    workbench: Workbench, reader: Reader, settings: Settings, shown: list[SettingShown], given: dict[str, str]
) -> None:
    before = {setting.name: setting.value for setting in shown}
    changed = {name: value.strip() for name, value in given.items() if (value.strip() or "none") != before[name]}
    try:
        for name, value in changed.items():
            change_setting(workbench, settings, name, value, reader)
    except BadSettings as error:
        st.error(str(error))
        return
    st.session_state["settings saved"] = len(changed)
    st.rerun()
