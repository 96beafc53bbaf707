"""Whether a file is one that this vault exported: chosen, or dragged onto Reports, and answered in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from coordinator import summaries
from coordinator.errors import CoordinatorError
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries import Standing, VerifiedDocument
from coordinator.vocabulary import Audience
from ui.bridge import Bridge
from ui.error_messages import describe
from ui.formats import Formats


class Verifier(QObject):
    """Asks the log about a file, and says what it knows."""

    def __init__(
        self,
        bridge: Bridge,
        formats: Formats,
        say: Callable[[str, bool], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._formats, self._say = bridge, formats, say

    def verify(self, path: Path) -> None:
        """Look the file up; the answer is said when it is there."""
        self._bridge.read(partial(_looked_up, path=path), then=self._found, fail=self._unreadable)

    def _unreadable(self, error: CoordinatorError) -> None:
        self._say(describe(error).sentence, False)

    def _found(self, found: VerifiedDocument | None) -> None:
        if found is None:
            words = self.tr("This vault did not export this file, or the file was changed since. Do not rely on it.")
            self._say(words, False)
            return
        self._say(" ".join(self._sentences(found)), found.standing is Standing.CURRENT)

    def _sentences(self, found: VerifiedDocument) -> list[str]:
        formats = self._formats
        audience = {
            Audience.TREATMENT_TEAM: self.tr("the treatment team"),
            Audience.UTILIZATION_REVIEW: self.tr("utilization review"),
            Audience.REFERRAL: self.tr("a referral source"),
            Audience.CLIENT: self.tr("the client"),
        }[found.audience]
        said = [
            self.tr("Summary {number}, exported {day} by {name} for {audience}.").format(
                number=found.number,
                day=formats.full_date(formats.date_of(found.exported_at), short=True),
                name=found.exported_by,
                audience=f"{audience}, {found.recipient}" if found.recipient else audience,
            )
        ]
        if found.consent_signed_on is not None:
            signed = formats.full_date(found.consent_signed_on, short=True)
            said.append(self.tr("Under the release signed {day}.").format(day=signed))
        if found.consent_revoked_on is not None:
            revoked = formats.full_date(found.consent_revoked_on, short=True)
            said.append(self.tr("The release was revoked {day}.").format(day=revoked))
        said.append(
            {
                Standing.CURRENT: self.tr("It still tells what is recorded."),
                Standing.OUTDATED: self.tr("What it tells was changed since. Export it again."),
                Standing.REPLACED: self.tr("It was replaced by {number}.").format(number=found.replaced_by),
            }[found.standing]
        )
        return said


def _looked_up(work: UnitOfWork, path: Path) -> VerifiedDocument | None:
    return summaries.verified_document(work, summaries.digest_of_file(path))
