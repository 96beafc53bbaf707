"""What the notes of one session need from the store: reads, drafts, signatures.

A draft travels to the store within a second of the last keystroke; facts that arrive never replace words that the
reader typed and the store has not got yet.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, Signal

from coordinator import audit, notes
from coordinator.changes import Change
from coordinator.errors import CoordinatorError
from coordinator.notes import Addendum, NoteContent, NoteList, NoteView, TextTooLong, content_digest
from coordinator.vocabulary import AddendumKind, ClientId, GroupSessionId, NoteId, Topic
from ui.bridge import Bridge

__all__ = ["UNDO_MS", "NotesDesk"]

UNDO_MS = int(notes.WITHDRAWAL.total_seconds() * 1000)
CONCERNS = frozenset({Topic.NOTES, Topic.ATTENDANCE, Topic.SESSIONS, Topic.ROSTER, Topic.PROGRAM})


class NotesDesk(QObject):
    """The facts and the verbs of one session's notes.

    Args:
        bridge: the way to the store.
    """

    listed = Signal(object)
    """A new `NoteList` was read."""
    shown = Signal(object)
    """A new `NoteView` of the open note was read; it holds no older words than those saved last."""
    saved = Signal(object)
    """The open note's words are in the store; carries the client."""
    signed = Signal(object)
    withdrawn = Signal(object)
    added = Signal()
    refused = Signal(object)
    """A `CoordinatorError`: nothing was changed."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.session_id: GroupSessionId | None = None
        self.client_id: ClientId | None = None
        self._watching = False
        self._seen: dict[ClientId | None, str] = {}
        self._kept: dict[ClientId | None, NoteContent] = {}
        self.more_to_save: Callable[[], bool] = lambda: False
        """Whether the reader types on: then the note is read again only once the last words are stored."""
        self._beside: dict[ClientId | None, UUID | None] = {}
        self._unentered: set[ClientId | None] = set()
        self._viewed: NoteId | None = None
        self._writes = 0
        self._pending = 0
        bridge.changed.connect(self._changed)

    def open(self, session_id: GroupSessionId, client_id: ClientId | None) -> None:
        """Show a note from now on."""
        other = session_id != self.session_id
        if other:
            self._seen.clear()
            self._kept.clear()
            self._beside.clear()
        self.session_id, self.client_id = session_id, client_id
        if other:
            self.refresh()
        else:
            self.read_note()

    def watch(self, *, on: bool) -> None:
        """Read again when something changed, while somebody looks."""
        self._watching = on

    def refresh(self) -> None:
        """Read list and note again."""
        if self.session_id is not None:
            self._bridge.read(notes.note_list, self.session_id, then=self._listed, fail=self.refused.emit)
            self.read_note()

    def read_note(self) -> None:
        """Read the open note again."""
        if self.session_id is None:
            return
        arrived = self._later(self._arrived, self.session_id, self.client_id, self._writes)
        self._bridge.read(notes.note, self.session_id, self.client_id, then=arrived, fail=self.refused.emit)

    def save(self, content: NoteContent, *, over: bool = False) -> bool:
        """Store the open note's words; False where they cannot be stored at all.

        `over` overwrites what somebody else stored in the meantime.
        """
        session_id, client_id = self.session_id, self.client_id
        if session_id is None:
            return False
        try:
            digest = content_digest(content)
        except TextTooLong as refused:
            self._kept[client_id] = content
            self.refused.emit(refused)
            return False
        before = self._seen.get(client_id)
        command = partial(notes.save_draft, seen=None if over else before)
        self._writes += 1
        self._pending += 1
        self._unentered.add(client_id)
        self._seen[client_id] = digest
        self._bridge.change(
            command,
            session_id,
            client_id,
            content,
            then=self._later(self._stored, client_id),
            fail=self._later(self._not_stored, client_id, before, content),
        )
        return True

    def settle(self) -> None:
        """The writer leaves the open note: what it says now is entered in the history."""
        if self.session_id is not None and self.client_id in self._unentered:
            self._unentered.discard(self.client_id)
            self._bridge.change(notes.settle_draft, self.session_id, self.client_id)

    def sign(self, content: NoteContent, reason: str = "") -> None:
        """Store the words that are shown and sign exactly them; both commands keep their order.

        `reason` says why somebody signs who did not lead the session.
        """
        session_id, client_id = self.session_id, self.client_id
        if session_id is None or not self.save(content):
            return
        self._bridge.change(
            partial(notes.sign, reason=reason),
            session_id,
            client_id,
            content_digest(content),
            then=self._later(self._signed, client_id),
            fail=self.refused.emit,
        )

    def cosign(self, view: NoteView | None) -> None:
        """Sign beside the signature that is shown, where that is awaited: the note, else its oldest addition."""
        if self.session_id is None or view is None or view.signature is None:
            return
        if view.may_cosign:
            self._bridge.change(
                notes.cosign,
                self.session_id,
                view.client_id,
                view.signature.digest,
                then=self._later(self._cosigned, view.client_id, None),
                fail=self.refused.emit,
            )
        elif view.addition_to_cosign is not None:
            self.cosign_addition(view.addition_to_cosign)

    def cosign_addition(self, addendum: Addendum) -> None:
        """Sign beside an addition to the open note."""
        if self.session_id is not None:
            self._bridge.change(
                notes.cosign_addendum,
                self.session_id,
                self.client_id,
                addendum.id,
                addendum.digest,
                then=self._later(self._cosigned, self.client_id, addendum.id),
                fail=self.refused.emit,
            )

    def withdraw(self, client_id: ClientId | None) -> None:
        """Take back the signature given a moment ago."""
        if self.session_id is None:
            return
        then = self._later(self._withdrawn, client_id)
        addendum_id = self._beside.get(client_id)
        if addendum_id is not None:
            self._bridge.change(
                notes.withdraw_addendum_cosignature,
                self.session_id,
                client_id,
                addendum_id,
                then=then,
                fail=self.refused.emit,
            )
        else:
            self._bridge.change(
                notes.withdraw_cosignature if client_id in self._beside else notes.withdraw_signature,
                self.session_id,
                client_id,
                then=then,
                fail=self.refused.emit,
            )

    def add(self, text: str, kind: AddendumKind) -> None:
        """Sign an addendum to the open note."""
        if self.session_id is not None:
            self._bridge.change(
                notes.add_addendum,
                self.session_id,
                self.client_id,
                text,
                kind,
                then=self._added,
                fail=self.refused.emit,
            )

    def keep_addition(self, text: str, kind: AddendumKind) -> None:
        """Keep what is half typed to be added to the open note."""
        if self.session_id is not None:
            self._bridge.change(
                notes.save_addendum_draft, self.session_id, self.client_id, text, kind, fail=self.refused.emit
            )

    def _later(self, method: Callable[..., None], *first: object) -> Callable[..., None]:
        """Call a method when the answer comes, unless this object is gone by then."""

        def answered(answer: object) -> None:
            if shiboken6.isValid(self):
                method(*first, answer)

        return answered

    # -- what comes back

    def _listed(self, found: NoteList) -> None:
        if found.sheet.session.id == self.session_id:
            self.listed.emit(found)

    def _arrived(self, session_id: GroupSessionId, client_id: ClientId | None, writes: int, view: NoteView) -> None:
        if (session_id, client_id) != (self.session_id, self.client_id):
            return
        if writes != self._writes or self._pending:
            # Words went to the store after this was asked for: what arrived is older than what is shown.
            if not self._pending:
                self.read_note()
            return
        if client_id not in self._seen or not self.more_to_save():
            # With words of one's own on screen, somebody else's have not been seen: saving over them is asked about.
            self._seen[client_id] = view.digest
        self.shown.emit(view)
        if view.note_id is not None and self._viewed != view.note_id:
            self._viewed = view.note_id
            self._bridge.change(audit.record_view, audit.Seen.NOTE, view.note_id)

    def _stored(self, client_id: ClientId | None, digest: str) -> None:
        del digest
        self._pending -= 1
        self._kept.pop(client_id, None)
        self.saved.emit(client_id)
        if not self._pending and not self.more_to_save():
            self.read_note()

    @property
    def writing(self) -> bool:
        """Whether words are on their way to the store."""
        return bool(self._pending)

    def kept(self, client_id: ClientId | None) -> NoteContent | None:
        """Words that the store did not take, for example because the disk was full. They stay here until it does."""
        return self._kept.get(client_id)

    def let_go(self) -> None:
        """Forget the open note's words that the store did not take: the reader chose the stored ones."""
        self._kept.pop(self.client_id, None)

    def _not_stored(
        self, client_id: ClientId | None, before: str | None, content: NoteContent, error: CoordinatorError
    ) -> None:
        self._pending -= 1
        self._kept[client_id] = content
        if before is None:
            self._seen.pop(client_id, None)
        else:
            self._seen[client_id] = before
        self.refused.emit(error)

    def _signed(self, client_id: ClientId | None, note_id: NoteId) -> None:
        del note_id
        self.signed.emit(client_id)

    def _cosigned(self, client_id: ClientId | None, addendum_id: UUID | None, given: object) -> None:
        del given
        self._beside[client_id] = addendum_id
        self.signed.emit(client_id)

    def _withdrawn(self, client_id: ClientId | None, given: object) -> None:
        del given
        self._beside.pop(client_id, None)
        self.withdrawn.emit(client_id)

    def _added(self, addendum_id: object) -> None:
        del addendum_id
        self.added.emit()

    def _changed(self, change: Change[object]) -> None:
        if self._watching and change.topics & CONCERNS:
            self.refresh()
