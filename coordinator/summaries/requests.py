"""What somebody asks to be written, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coordinator.summaries.document import Paper
from coordinator.vocabulary import Audience, ClientId, FileFormat, GroupId, NameStyle


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to write where. Without `client_id` it is the group's file; `password` locks the PDF.

    `recipient` is whom a consent names, needed only where several hold. A CSV begins with a `byte_order_mark`, by which
    Excel knows UTF-8, unless a program that reads it cannot have one.
    """

    day: date
    group_id: GroupId
    folder: Path
    formats: tuple[FileFormat, ...] = (FileFormat.PDF,)
    audience: Audience = Audience.TREATMENT_TEAM
    names: NameStyle = NameStyle.FULL
    client_id: ClientId | None = None
    include_outreach: bool = True
    include_note_status: bool = True
    include_note_text: bool = False
    password: str = ""
    paper: Paper = Paper.LETTER
    recipient: str = ""
    byte_order_mark: bool = True

    def __repr__(self) -> str:
        """Leave the password and the recipient out."""
        return f"ExportRequest({self.day}, {self.audience.value}, {[one.value for one in self.formats]})"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written. `names_others` says that something typed in a file about one client names another one."""

    number: str
    files: tuple[Path, ...]
    notes_unsigned: int
    client_id: ClientId | None = None
    names_others: bool = False
