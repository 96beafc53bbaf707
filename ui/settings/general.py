"""General: what the clinic is called, and who works here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator import people, programs
from coordinator.errors import CoordinatorError
from coordinator.people import Facilitator
from coordinator.programs import Program
from coordinator.roster import STATES, ZONES
from coordinator.settings import Settings
from coordinator.store.unit_of_work import UnitOfWork
from ui.background import Background
from ui.bridge import Bridge
from ui.error_messages import describe
from ui.settings.passphrase_form import PassphraseForm
from ui.settings.person_form import PersonForm
from ui.settings.rows import RowCard, Section, SettingRow, WideField
from ui.settings.vault_actions import VaultActions
from ui.theme import Theme
from ui.widgets import Button, LinkButton, Switch, TextField, row

__all__ = ["GeneralSection"]


@dataclass(frozen=True, slots=True)
class _Found:
    program: Program
    staff: tuple[Facilitator, ...]
    me: Facilitator


def _find(work: UnitOfWork) -> _Found:
    return _Found(programs.program(work), people.facilitators(work, with_inactive=True), people.signed_in(work))


class GeneralSection(Section):
    """Each field is stored when it is left or Enter is pressed, and can be undone."""

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        background: Background,
        vault: VaultActions,
        settings: Callable[[], Settings],
        save: Callable[[Settings], None],
    ) -> None:
        super().__init__(theme)
        self._bridge, self._settings, self._save = bridge, settings, save
        self._background, self._vault = background, vault
        self._program: Program | None = None
        self._form: PersonForm | PassphraseForm | None = None
        self.fields: dict[str, TextField] = {}
        self.rows: dict[str, SettingRow] = {}
        fields = (
            ("clinic_name", self.tr("Name"), self.tr("Heads your summaries and the lock screen.")),
            ("address", self.tr("Address"), ""),
            ("phone", self.tr("Phone"), ""),
            ("zone", self.tr("Time zone"), self.tr("Such as America/New_York.")),
            ("confidentiality_notice", self.tr("Notice on documents"), self.tr("Empty for the usual one.")),
        )
        for key, title, caption in fields:
            field = WideField(theme, title)
            field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            field.editingFinished.connect(partial(self._store, key))
            self.fields[key] = field
            self.rows[key] = SettingRow(theme, title, caption, field)
        self.part2 = Switch(theme, self.tr("Substance-use program"))
        self.part2.clicked.connect(lambda on: self._change(part2_covered=on))
        caption = self.tr("Documents then carry the statement of 42 CFR part 2.")
        self.add(
            self.tr("Clinic"),
            *self.rows.values(),
            SettingRow(theme, self.tr("Substance-use program"), caption, self.part2),
        )
        self.staff: RowCard = self.add(self.tr("People"))

    def activate(self) -> None:
        """Read clinic and staff."""
        self._bridge.read(_find, then=self._show)

    def _show(self, found: _Found) -> None:
        self._program = found.program
        for key, field in self.fields.items():
            if not field.hasFocus():
                field.setText(str(getattr(found.program, key)))
        self.part2.setChecked(found.program.part2_covered)
        if self._form is None:
            self._found = found
            self.staff.show_rows([*(self._person(one, found) for one in found.staff), self._adding()])

    def _adding(self) -> SettingRow:
        self._add_person = Button(self.theme, self.tr("Add person"), icon="user-plus")
        self._add_person.clicked.connect(lambda: self._open(None))
        return SettingRow(self.theme, self.tr("Somebody else leads or signs here"), "", self._add_person)

    def _person(self, one: Facilitator, found: _Found) -> SettingRow:
        said = [self.tr("You")] if one.id == found.me.id else []
        if one.states:
            said.append(self.tr("Licensed in {states}").format(states=", ".join(one.states)))
        above = next((other for other in found.staff if other.id == one.supervisor_id), None)
        if above is not None:
            said.append(self.tr("Supervised by {person}").format(person=above.display))
        if not one.active:
            said.append(self.tr("Does not work here any more"))
        change = LinkButton(
            self.theme, self.tr("Change"), name=self.tr("Change {person}").format(person=one.display), role="dense"
        )
        change.clicked.connect(lambda: self._open(one))
        if one.id == found.me.id or not one.active:
            return SettingRow(self.theme, one.display, ". ".join(said), change)
        secret = LinkButton(
            self.theme,
            self.tr("Passphrase"),
            name=self.tr("Set a passphrase for {person}").format(person=one.display),
            role="dense",
        )
        secret.clicked.connect(lambda: self._give_passphrase(one))
        links = QWidget()
        links.setLayout(row(secret, change, gap=14))
        return SettingRow(self.theme, one.display, ". ".join(said), links)

    # -- the clinic

    def _store(self, key: str) -> None:
        text = self.fields[key].text().strip()
        if self._program is None or text == str(getattr(self._program, key)):
            self.rows[key].refuse("")
            return
        if key == "clinic_name" and not text:
            self.rows[key].refuse(self.tr("The clinic needs a name."))
            return
        if key == "zone" and text not in ZONES:
            self.rows[key].refuse(self.tr("There is no time zone of this name. Try America/Chicago."))
            return
        self.rows[key].refuse("")
        self._change(**{key: text})
        if key == "clinic_name":
            self._save(replace(self._settings(), clinic=text))

    def _change(self, **what: object) -> None:
        program = self._program
        if program is None:
            return
        changed = replace(program, **what)  # type: ignore[arg-type]  # the fields of this page, each with its type
        self._program = changed
        command = partial(
            programs.change_program,
            clinic_name=changed.clinic_name,
            address=changed.address,
            phone=changed.phone,
            zone=changed.zone,
            confidentiality_notice=changed.confidentiality_notice,
            part2_covered=changed.part2_covered,
        )
        self._bridge.change(command, program.id)

    # -- people

    def _open(self, one: Facilitator | None) -> None:
        me = self._found.me.id
        above = [other for other in self._found.staff if other.active and one is not None and other.id != one.id]
        form = PersonForm(self.theme, one, may_leave=one is not None and one.id != me, others=above)
        form.saved.connect(partial(self._keep_person, form, one))
        self._show_form(form, one)

    def _give_passphrase(self, one: Facilitator) -> None:
        give = partial(self._vault.give_passphrase, one.id)
        form = PassphraseForm(self.theme, self._background, self._vault, keep=give, whose=one.display)
        form.done.connect(self._close)
        self._show_form(form, one)

    def _show_form(self, form: PersonForm | PassphraseForm, one: Facilitator | None) -> None:
        self._form = form
        form.left.connect(self._close)
        others = [self._person(other, self._found) for other in self._found.staff if one is None or other.id != one.id]
        self.staff.show_rows([form, *others])
        form.begin()

    def _close(self) -> None:
        self._form = None
        self.activate()

    def _keep_person(self, form: PersonForm, one: Facilitator | None) -> None:
        unknown = [state for state in form.states() if state not in STATES]
        if unknown:
            form.refuse(self.tr("“{state}” is no state. Use two letters, such as NY.").format(state=unknown[0]))
            return
        if one is None:
            add = partial(people.add_facilitator, role=form.role(), states=form.states())
            self._bridge.change(add, form.name(), form.credentials(), then=self._stored, fail=self._refused)
            return
        change = partial(
            people.change_facilitator,
            name=form.name(),
            credentials=form.credentials(),
            active=form.active(),
            states=form.states(),
        )
        supervise = partial(
            self._bridge.change,
            people.set_supervision,
            one.id,
            form.supervisor(),
            then=self._stored,
            fail=self._refused,
        )
        self._bridge.change(change, one.id, then=lambda _changed: supervise(), fail=self._refused)

    def _stored(self, outcome: object) -> None:
        del outcome
        self._close()

    def _refused(self, error: CoordinatorError) -> None:
        if isinstance(self._form, PersonForm):
            self._form.refuse(describe(error).sentence)
