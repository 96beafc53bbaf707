"""About: the version, where data is kept and how, and whose work the program stands on."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ui.settings.rows import Section, SettingRow
from ui.theme import Theme
from ui.widgets import Button, Text

DISTRIBUTION = "session-coordinator"
PARTS = (
    ("Qt for Python", "LGPL-3.0"),
    ("SQLCipher", "BSD-3-Clause"),
    ("SQLAlchemy, SQLModel", "MIT"),
    ("Typst", "Apache-2.0"),
    ("pikepdf, qpdf", "MPL-2.0, Apache-2.0"),
    ("Inter", "OFL-1.1"),
    ("Droid Sans Fallback, DejaVu Sans", "Apache-2.0, Bitstream-Vera"),
    ("Lucide icons", "ISC"),
)
"""Only what is shipped and seen; every package with its licence stands in the lock file."""


class AboutSection(Section):
    """States what is stored, where, and how it is protected. It claims nothing beyond that."""

    def __init__(self, theme: Theme, folder: Path, show_folder: Callable[[Path], None]) -> None:
        super().__init__(theme)
        show = Button(theme, self.tr("Show folder"), icon="folder-open")
        show.clicked.connect(lambda: show_folder(folder))
        self.add(
            self.tr("Program"),
            SettingRow(theme, self.tr("Version"), "", Text(theme, program_version(), "dense", "textSecondary")),
        )
        self.add(
            self.tr("Your data"),
            SettingRow(theme, self.tr("Where it is kept"), str(folder), show),
            SettingRow(
                theme,
                self.tr("How it is protected"),
                self.tr(
                    "One file, encrypted with AES-256 (SQLCipher). Its key is wrapped by your passphrase, by this "
                    "computer’s keyring where there is one, and by the recovery sheet."
                ),
            ),
            SettingRow(
                theme,
                self.tr("What leaves this computer"),
                self.tr(
                    "Nothing by itself. Meeting links open when you launch, and files are written where you export."
                ),
            ),
        )
        self.add(
            self.tr("Works of others"),
            *(SettingRow(theme, name, "", Text(theme, licence, "dense", "textSecondary")) for name, licence in PARTS),
        )


def program_version() -> str:
    """Give the installed version, or what the source tree is where nothing is installed."""
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "0"
