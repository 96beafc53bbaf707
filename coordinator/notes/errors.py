"""Why a note was not written, signed or added to. Typed facts only: never a word of the note."""

from __future__ import annotations

from enum import StrEnum

from coordinator.errors import Conflict, RuleViolation
from coordinator.vocabulary import NoteId


class NoteAlreadySigned(RuleViolation):
    """The note is signed, so that only an addendum can follow."""

    def __init__(self, note_id: NoteId) -> None:
        super().__init__(str(note_id))
        self.note_id = note_id


class NoteNotSigned(RuleViolation):
    """There is no signature to add to or to take back."""


class NoteEmpty(RuleViolation):
    """Nothing is written, so that there is nothing to sign."""


class NoteTooEarly(RuleViolation):
    """The session has not begun: what happened in it cannot be attested yet."""


class SignsForAnother(RuleViolation):
    """Whoever signs led neither the session nor a part of it, and gave no reason why they sign all the same."""


class NotesOfCancelledSession(RuleViolation):
    """The session was cancelled, so that no note of it can be signed."""


class TextTooLong(RuleViolation):
    """A section or an addendum is longer than any note."""

    def __init__(self, section: str, characters: int, most: int) -> None:
        super().__init__(f"{section}: {characters} of {most}")
        self.section = section
        self.characters = characters
        self.most = most


class TemplateUnknown(RuleViolation):
    """There is no such template, or it is not for a note of this kind."""

    def __init__(self, template: str) -> None:
        super().__init__(template)
        self.template = template


class TemplateRefused(RuleViolation):
    """A template cannot be kept or put away as asked; `fault` is a `shapes.TemplateFault`."""

    def __init__(self, fault: StrEnum) -> None:
        super().__init__(fault.value)
        self.fault = fault


class WithdrawalRefusal(StrEnum):
    """Why a signature stays."""

    TOO_LATE = "too-late"
    NOT_THE_SIGNER = "not-the-signer"
    HAS_ADDENDA = "has-addenda"
    COSIGNED = "cosigned"


class SignatureStays(RuleViolation):
    """A signature can be taken back for a minute by whoever gave it, and not at all afterwards."""

    def __init__(self, refusal: WithdrawalRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


class CosignRefusal(StrEnum):
    """Why somebody cannot sign beside."""

    NOT_SUPERVISED = "not-supervised"
    NOT_THE_SUPERVISOR = "not-the-supervisor"
    COSIGNED_ALREADY = "cosigned-already"
    NOT_COSIGNED = "not-cosigned"


class CosigningRefused(RuleViolation):
    """A supervisor signs beside whoever works under their supervision, once, and nobody else does."""

    def __init__(self, refusal: CosignRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


class NoteChanged(Conflict):
    """What is stored is not what was shown: somebody else wrote in the meantime. Nothing was changed."""

    def __init__(self, note_id: NoteId) -> None:
        super().__init__(str(note_id))
        self.note_id = note_id
