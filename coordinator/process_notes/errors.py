"""Why process notes were not begun, opened, written or put back. Never a word of them."""

from __future__ import annotations

from coordinator.errors import CoordinatorError, RuleViolation
from coordinator.vocabulary import StaffRole


class OnlyForProfessionals(RuleViolation):
    """Process notes are a mental health or SUD professional's; this person's role is another."""

    def __init__(self, role: StaffRole) -> None:
        super().__init__(role.value)
        self.role = role


class NotTheirAuthor(RuleViolation):
    """Somebody else is signed in than whoever opened them."""


class ProcessNotesClosed(RuleViolation):
    """They must be opened first."""


class ProcessNotesExist(RuleViolation):
    """They were begun already."""


class CodeWanted(RuleViolation):
    """The passphrase does not open this; the code that was printed when they were begun does."""


class ProcessNotesLost(CoordinatorError):
    """The key file knows of process notes, but their file is not in the vault's folder."""


class NotABackup(CoordinatorError):
    """The folder holds no backup of process notes, or a damaged one. Nothing was changed."""
