"""What can go wrong while a summary is made. No error holds what a client is called."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from coordinator.errors import ExportFailed, ExportProblem


class UnprintableText(ExportFailed):
    """No font of this computer can show a script that occurs in the document.

    `script` is the first word of the character's Unicode name: CJK, ARABIC, HANGUL. The other formats, and a
    document that names clients by their code, do not need the font.
    """

    def __init__(self, script: str, path: Path | None = None) -> None:
        super().__init__(path or Path(), ExportProblem.RENDERING)
        self.script = script


def script_of(text: str) -> str:
    """The script of the first letter of a text, as Unicode names it; empty for an unnamed character."""
    return unicodedata.name(text[:1], "").partition(" ")[0] if text else ""
