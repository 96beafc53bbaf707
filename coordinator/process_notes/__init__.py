"""Process notes: psychotherapy notes and SUD counseling notes, apart from the record and for their author alone.

They lie in a second encrypted file with a key of its own, which is opened only when its author asks for it. Nothing
here reads or writes the store but two facts of its history: that the notes were opened, and that a backup was made or
put back. There is no search, no export, no summary, no snapshot and no shared store of them.
"""

from coordinator.process_notes.book import ProcessNote, ProcessNoteId, ProcessNoteKind, ProcessText
from coordinator.process_notes.errors import (
    CodeWanted,
    NotABackup,
    NotTheirAuthor,
    OnlyForProfessionals,
    ProcessNotesClosed,
    ProcessNotesExist,
    ProcessNotesLost,
)
from coordinator.process_notes.keeper import Keeper, Standing
from coordinator.process_notes.rules import MOST_CHARACTERS, PROFESSIONALS, may_keep

__all__ = [
    "MOST_CHARACTERS",
    "PROFESSIONALS",
    "CodeWanted",
    "Keeper",
    "NotABackup",
    "NotTheirAuthor",
    "OnlyForProfessionals",
    "ProcessNote",
    "ProcessNoteId",
    "ProcessNoteKind",
    "ProcessNotesClosed",
    "ProcessNotesExist",
    "ProcessNotesLost",
    "ProcessText",
    "Standing",
    "may_keep",
]
