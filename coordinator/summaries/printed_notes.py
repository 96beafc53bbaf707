"""The text of signed progress notes, for a document that is to hold it."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from coordinator.sessions import GroupSession
from coordinator.store.tables import NoteRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.document import NoteSection, NoteText, shown_name
from coordinator.summaries.weekly_summary import ClientWeek
from coordinator.vocabulary import NameStyle, NoteStatus


def note_texts(
    work: UnitOfWork, members: Sequence[ClientWeek], found: Sequence[GroupSession], style: NameStyle, zone: ZoneInfo
) -> tuple[NoteText, ...]:
    """Give the signed progress notes of these clients and sessions, by client and date, on the clock of `zone`.

    Drafts stay out. Process notes lie in another file, under another key, and cannot be read from here.
    """
    from coordinator import notes  # noqa: PLC0415  templates are read only where texts are printed

    names = {one.client_id: (shown_name(one.name, one.code, style), one.code) for one in members}
    dates = {one.id: one.service_date for one in found}
    wanted = (
        select(NoteRow)
        .where(col(NoteRow.session_id).in_(list(dates)), NoteRow.status == NoteStatus.SIGNED)
        .order_by(col(NoteRow.signed_at))
    )
    texts, known = [], notes.shelf(work)
    for row in work.rows.exec(wanted):
        if row.client_id not in names or row.signed_at is None:
            continue
        name, code = names[row.client_id]
        headings = {section.key: section.title for section in known.template(row.template).sections}
        texts.append(
            NoteText(
                client=name,
                code=code,
                service_date=dates[row.session_id],
                signed_by=row.signer,
                signed_at=row.signed_at.astimezone(zone),
                sections=tuple(
                    NoteSection(headings.get(key, key), text) for key, text in row.sections.items() if text.strip()
                ),
            )
        )
    return tuple(sorted(texts, key=lambda text: (text.client, text.service_date)))
