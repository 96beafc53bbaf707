"""How a consent stands, in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from coordinator.roster import Consent, ConsentStanding, consent_standing
from coordinator.sessions.preflight import CONSENT_NOTICE
from ui.formats import Formats


def standing_words(consent: Consent, today: date, formats: Formats) -> tuple[str, bool]:
    """Give the words, and whether they are a warning: it ends within two weeks, has ended, or was taken back."""
    details = consent.details
    standing = consent_standing(details, consent.revoked_on, today)
    if standing is ConsentStanding.REVOKED and consent.revoked_on is not None:
        return _tr("revoked %1").replace("%1", formats.full_date(consent.revoked_on, short=True)), True
    if standing is ConsentStanding.NOT_YET:
        return _tr("holds from %1").replace("%1", formats.full_date(details.signed_on, short=True)), False
    if details.expires_on is None:
        event = details.expires_on_event
        return (_tr("holds until: %1").replace("%1", event) if event else _tr("holds")), False
    day = formats.full_date(details.expires_on, short=True)
    if standing is ConsentStanding.EXPIRED:
        return _tr("expired %1").replace("%1", day), True
    if details.expires_on <= today + CONSENT_NOTICE:
        return _tr("expires soon, on %1").replace("%1", day), True
    return _tr("renew by %1").replace("%1", day), False


def revocable(consent: Consent, today: date) -> bool:
    """Say whether there is still something to take back."""
    standing = consent_standing(consent.details, consent.revoked_on, today)
    return consent.revoked_on is None and standing is not ConsentStanding.EXPIRED


def _tr(source: str) -> str:
    return QCoreApplication.translate("Clients", source)
