"""Written releases for made-up clients, complete as 42 CFR 2.31 asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from coordinator import roster
from coordinator.roster import ConsentDetails
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import ClientId, ConsentKind

SIGNED, ENDS = date(2026, 1, 26), date(2026, 12, 31)

TO_COURT = ConsentDetails(
    kind=ConsentKind.DISCLOSURE,
    signed_on=SIGNED,
    expires_on=ENDS,
    discloser="Alder Street IOP",
    recipient="County probation",
    information="Attendance",
    purpose="Monitoring by the court",
    signed_by="The client",
    revocation_explained=True,
)
TO_PAYER = replace(
    TO_COURT,
    recipient="Northfield Health Plan",
    information="Attendance, hours, participation and progress",
    purpose="Payment and utilization review",
)


def release(store: Store, client_id: ClientId, details: ConsentDetails) -> None:
    """Put a release into a client's record."""
    store.write(roster.add_consent, client_id, details)


def release_all(store: Store, clients: dict[str, ClientId], details: ConsentDetails) -> None:
    """Put the same release into every client's record."""
    for client_id in clients.values():
        release(store, client_id, details)
