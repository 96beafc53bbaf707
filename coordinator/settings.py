"""This computer's preferences, in `settings.toml`. Never a fact about a client."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path

from coordinator.errors import InputUnusable
from coordinator.letter_keys import read_letters


class ThemeChoice(StrEnum):
    """Which colours the window has."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ReminderContent(StrEnum):
    """What a notification says; a client's name is never one of the choices."""

    TIME_ONLY = "time-only"
    GROUP_NAME = "group-name"
    OFF = "off"


class Paper(StrEnum):
    """What documents are printed on; automatic follows the reader's locale."""

    AUTOMATIC = "automatic"
    LETTER = "letter"
    A4 = "a4"


@dataclass(frozen=True, slots=True)
class Settings:
    """One value for each preference. Times are in the unit that the name ends with."""

    vault: str = ""
    """The vault folder that was opened last; empty for the usual place."""
    clinic: str = ""
    """The clinic's name, for the lock screen: nothing in the vault can be read there."""
    theme: ThemeChoice = ThemeChoice.SYSTEM
    """Light, dark, or as the system has it."""
    text_percent: int = 100
    """Text size in the window, 100 to 200."""
    idle_lock_seconds: int = 600
    """Idle time after which the vault locks, 60 to 1800; it cannot be turned off (45 CFR 164.312(a)(2)(iii))."""
    copy_passcode_at_launch: bool = True
    """Whether launching a session puts its passcode on the clipboard for 60 seconds."""
    reminder_content: ReminderContent = ReminderContent.TIME_ONLY
    """What a notification says."""
    reminder_lead_minutes: int = 5
    """How long before a session the reminder comes, 1 to 30."""
    single_key_marking: bool = True
    """Whether single letters mark attendance while the list has the focus (WCAG 2.1.4)."""
    letters: str = ""
    """Other letters than the usual ones, "present=J late=K" (`coordinator.letter_keys`); empty for the usual ones."""
    hide_from_capture: bool = True
    """Whether windows are kept out of screen sharing where the system can do that."""
    paper: Paper = Paper.AUTOMATIC
    """What documents are printed on."""
    export_folder: str = ""
    """Where summaries were saved last; empty for the documents folder."""


BOUNDS = {
    "text_percent": (100, 200),
    "idle_lock_seconds": (60, 1800),
    "reminder_lead_minutes": (1, 30),
}


class SettingsUnusable(InputUnusable):
    """`settings.toml` has a key that is unknown, or a value that cannot be."""

    def __init__(self, path: Path, key: str) -> None:
        super().__init__(key)
        self.path = path
        self.key = key


def read_settings(path: Path) -> Settings:
    """Read the preferences; those that the file does not name keep their default.

    Raises `SettingsUnusable`, naming the key, for an unknown key or a value out of bounds.
    """
    if not path.exists():
        return Settings()
    import tomllib  # noqa: PLC0415  the very first start has nothing to parse

    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as damage:
        raise SettingsUnusable(path, "") from damage
    kinds = {field.name: type(getattr(Settings(), field.name)) for field in fields(Settings)}
    values: dict[str, object] = {}
    for key, value in found.items():
        if key not in kinds:
            raise SettingsUnusable(path, key)
        values[key] = _checked(path, key, value, kinds[key])
    return replace(Settings(), **values)  # type: ignore[arg-type]  # each value was just checked against its field


def write_settings(path: Path, settings: Settings) -> None:
    """Put the preferences in place in one step."""
    import tempfile  # noqa: PLC0415  reading, which happens at every start, needs neither

    import tomli_w  # noqa: PLC0415

    values = {key: str(value) if isinstance(value, StrEnum) else value for key, value in asdict(settings).items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".settings-")
    try:
        with os.fdopen(handle, "wb") as stream:
            tomli_w.dump(values, stream)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _checked(path: Path, key: str, value: object, kind: type) -> object:
    if issubclass(kind, StrEnum):
        try:
            return kind(str(value))
        except ValueError as unknown:
            raise SettingsUnusable(path, key) from unknown
    if type(value) is not kind:
        raise SettingsUnusable(path, key)
    if key == "letters":
        try:
            read_letters(str(value))
        except ValueError as unknown:
            raise SettingsUnusable(path, key) from unknown
    low, high = BOUNDS.get(key, (None, None))
    if isinstance(value, int) and low is not None and high is not None and not low <= value <= high:
        raise SettingsUnusable(path, key)
    return value
