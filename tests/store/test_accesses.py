"""Who saw one client's record is found, wherever the entry stands: under the client, under a note, in a list."""

from __future__ import annotations

from datetime import datetime

from coordinator import attendance, audit, notes
from coordinator.audit import Seen
from coordinator.changes import Change
from coordinator.notes import NoteContent
from coordinator.store.tables import ExportRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, Audience, ClientId, GroupId, GroupSessionId, NameStyle, SessionStatus, Topic
from tests.builders import a_client, a_group, a_session

NINE = datetime(2026, 3, 9, 9, 0)  # noqa: DTZ001  the zone is given beside it


def people_of(work: UnitOfWork) -> Change[tuple[ClientId, ClientId, GroupId, GroupSessionId]]:
    group = a_group(work)
    amara, ben = (a_client(work, name=name, code=name, group_id=group) for name in ("Amara Osei", "Ben Castellano"))
    session = a_session(work, group, local_start=NINE, status=SessionStatus.HELD)
    return Change(Action.ADD_GROUP, None, frozenset({Topic.ROSTER}), (amara, ben, group, session))


def export(work: UnitOfWork, client: ClientId | None, group: GroupId | None, number: str) -> Change[None]:
    row = ExportRow(
        number=number,
        week_starts_on=NINE.date(),
        client_id=client,
        group_id=group,
        audience=Audience.TREATMENT_TEAM,
        formats="pdf",
        names=NameStyle.FULL,
        digest="0" * 64,
        exported_at=work.now,
        exported_by=work.signed_in,
    )
    work.rows.add(row)
    return Change(Action.EXPORT_SUMMARY, row.id, frozenset({Topic.SUMMARIES}), None, detail={"number": number})


def told(store: Store, client: ClientId) -> list[str]:
    """What was seen, printed or taken along of a client, the oldest first."""
    found = reversed(store.read(audit.accesses, client))
    return [f"{one.action} {dict(one.detail).get('seen', dict(one.detail).get('number', ''))}" for one in found]


def test_every_look_at_a_clients_record_is_found_and_nobody_elses(store: Store) -> None:
    amara, ben, group, session = store.write(people_of).outcome
    store.write(attendance.mark_all_present, session)
    for client in (amara, ben):
        content = NoteContent("participation", {"response": f"About {client}."})
        store.write(notes.save_draft, session, client, content)
    note = store.read(notes.note, session, amara).note_id
    assert note is not None
    store.write(audit.record_view, Seen.CLIENT, amara)
    store.write(audit.record_view, Seen.NOTE, note)
    store.write(audit.record_print, Seen.NOTE, note)
    store.write(audit.record_view, Seen.WEEK, group, {"week": "2026-03-09", **audit.whose([amara, ben])})
    store.write(audit.record_view, Seen.ATTENDANCE, session, audit.whose([ben]))
    store.write(audit.record_search, [ben, amara], 2)
    store.write(export, amara, None, "A-1")
    store.write(export, ben, None, "B-1")
    store.write(export, None, group, "G-1")
    assert told(store, amara) == [
        "view_record client",
        "view_record note",
        "print_record note",
        "view_record week",
        "view_record search",
        "export_summary A-1",
        "export_summary G-1",
    ]
    assert told(store, ben) == [
        "view_record week",
        "view_record attendance",
        "view_record search",
        "export_summary B-1",
        "export_summary G-1",
    ]
    assert store.read(audit.verify).intact
