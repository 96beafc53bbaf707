"""Does what the details ask for: each intent is one command, and its form closes once it is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from coordinator import attendance, roster, summaries
from coordinator.changes import Change
from coordinator.roster import EmergencyContact, Placement
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId
from ui.bridge import Bridge
from ui.clients import intents
from ui.clients.asking import InlineForm
from ui.clients.leaving import LeavingForm

Command = Callable[[UnitOfWork], Change[object]]


class Doing(QObject):
    """Turns intents into changes of the client that is shown.

    Args:
        bridge: the way to the store.
    """

    placed = Signal(object)
    """A client asked for a place elsewhere, or left: carries the `Placement`, or None."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge

    def do(self, client_id: ClientId, intent: intents.Intent, form: InlineForm | LeavingForm | None) -> None:
        """Do it; what is refused is said in the form, or in the message bar where there is none."""
        then = partial(self._done, form)
        fail = form.refuse if form is not None else None
        self._bridge.change(command_of(client_id, intent), then=then, fail=fail)

    def _done(self, form: InlineForm | LeavingForm | None, outcome: object) -> None:
        if isinstance(form, LeavingForm):
            form.hide()
            self.placed.emit(outcome if isinstance(outcome, Placement) else None)
        elif form is not None:
            form.left.emit()


def command_of(client_id: ClientId, intent: intents.Intent) -> Command:
    """Give the command that an intent stands for."""
    return _roster_command(client_id, intent) or _care_command(client_id, intent) or _record_command(client_id, intent)


def _roster_command(client_id: ClientId, intent: intents.Intent) -> Command | None:
    command: Command | None = None
    match intent:
        case intents.Move(enrolment_id, to, on):
            command = partial(roster.move_client, enrolment_id=enrolment_id, to_group_id=to, on=on)
        case intents.Leave(on, reason):
            command = partial(roster.discharge, client_id=client_id, on=on, reason=reason)
        case intents.Readmit(on):
            command = partial(roster.readmit, client_id=client_id, on=on)
        case intents.SetContacts(contacts, checked):
            command = partial(_set_contacts, client_id=client_id, contacts=contacts, checked=checked)
        case intents.RaiseFlag(kind, text):
            command = partial(roster.raise_flag, client_id=client_id, kind=kind, text=text)
        case intents.ReadFlag(flag_id):
            command = partial(roster.read_flag, flag_id=flag_id)
        case intents.ClearFlag(flag_id):
            command = partial(roster.clear_flag, flag_id=flag_id)
        case intents.AddConsent(details):
            command = partial(roster.add_consent, client_id=client_id, details=details)
        case intents.RevokeConsent(consent_id, on):
            command = partial(roster.revoke_consent, consent_id=consent_id, on=on)
        case _:
            pass
    return command


def _care_command(client_id: ClientId, intent: intents.Intent) -> Command | None:
    command: Command | None = None
    match intent:
        case intents.SetCareLevel(from_on, level, ordered, until):
            command = partial(
                roster.set_care_level,
                client_id=client_id,
                from_on=from_on,
                level=level,
                ordered_weekly_minutes=ordered,
                transition_until=until,
            )
        case intents.RemoveCareLevel(care_level_id):
            command = partial(roster.remove_care_level, care_level_id=care_level_id)
        case intents.KeepAuthorization(None, details):
            command = partial(summaries.add_authorization, client_id=client_id, details=details)
        case intents.KeepAuthorization(UUID() as authorization_id, details):
            command = partial(summaries.change_authorization, authorization_id=authorization_id, details=details)
        case intents.RemoveAuthorization(authorization_id):
            command = partial(summaries.remove_authorization, authorization_id=authorization_id)
        case _:
            pass
    return command


def _record_command(client_id: ClientId, intent: intents.Intent) -> Command:
    command: Command
    match intent:
        case intents.AddGoal(label):
            command = partial(roster.add_goal, client_id=client_id, label=label)
        case intents.ChangeGoal(number, label):
            command = partial(roster.change_goal, client_id=client_id, number=number, label=label)
        case intents.RetireGoal(number):
            command = partial(roster.retire_goal, client_id=client_id, number=number)
        case intents.NoteAbsence(session_id, reason, expected_at, note):
            command = partial(
                attendance.plan_absence,
                session_id=session_id,
                client_id=client_id,
                reason=reason,
                expected_at=expected_at,
                note=note,
            )
        case intents.RemoveAbsence(session_id):
            command = partial(attendance.remove_planned_absence, session_id=session_id, client_id=client_id)
        case intents.RecordTime(service, starts_at, minutes, group_id):
            command = partial(
                attendance.record_service_time,
                client_id=client_id,
                service_type=service,
                starts_at=starts_at,
                minutes=minutes,
                group_id=group_id,
            )
        case intents.RemoveTime(service_time_id):
            command = partial(attendance.remove_service_time, service_time_id=service_time_id)
        case _:
            raise TypeError(type(intent).__name__)
    return command


def _set_contacts(
    work: UnitOfWork, client_id: ClientId, contacts: Sequence[EmergencyContact], checked: frozenset[int]
) -> Change[int]:
    """Store the contacts; those in `checked` were confirmed at this instant."""
    dated = [
        replace(contact, checked_at=work.now if place in checked else None) for place, contact in enumerate(contacts)
    ]
    return roster.set_emergency_contacts(work, client_id, dated)
