"""One client beside the list: flags, safety, enrollment, attendance, consent, goals, absences, individual time."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from coordinator.roster import Client, Enrolment, Flag, Standing
from coordinator.vocabulary import ConsentKind
from ui.attendance_words import block_of, label_words
from ui.clients.asking import InlineForm
from ui.clients.care_sections import AuthorizationsSection, CareLevelSection, NeedsSection
from ui.clients.consent_words import standing_words
from ui.clients.facts import ClientFacts, ShownWeek
from ui.clients.intents import ReadFlag
from ui.clients.leaving import LeavingForm
from ui.clients.record_sections import AbsencesSection, ConsentSection, GoalsSection, TimeSection
from ui.clients.safety_section import SafetySection
from ui.clients.section import Section
from ui.clients.small_forms import ReadmitForm
from ui.formats import Formats
from ui.roster_words import consent_words, flag_words, reason_words, weekday_words
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import (
    BlockStrip,
    Button,
    Divider,
    ElidedText,
    IconButton,
    InfoBar,
    InspectorPanel,
    SectionHeader,
    Text,
    Tone,
    clear_layout,
    column,
    row,
)

PANEL_WIDTH = 452
WIDEST = 640


class ClientPanel(InspectorPanel):
    """Shows a client and asks for what is to be done; it changes nothing itself."""

    edit_requested = Signal()
    notes_requested = Signal()
    asked = Signal(object, object)
    """Carries one of `ui.clients.intents` and the form that asks, or None."""

    def __init__(self, theme: Theme, formats: Formats, names: ShownNames, *, parent: QWidget | None = None) -> None:
        self._facts: ClientFacts | None = None
        super().__init__(theme, "", width=PANEL_WIDTH, fill="surfaceSunken", parent=parent)
        self.setAccessibleName(self.tr("Client details"))
        self._formats, self._names = formats, names
        self.safety = SafetySection(theme, formats, names)
        self.enrollment = Section(theme, self.tr("Enrollment"))
        self.move_link = self.enrollment.add_action(self.tr("Move or discharge"), self.open_leaving)
        self.readmit_link = self.enrollment.add_action(self.tr("Admit again"), self.open_readmitting)
        self.leaving = LeavingForm(theme, formats)
        self.leaving.left.connect(self._put_leaving_away)
        self.leaving.asked.connect(lambda intent: self.asked.emit(intent, self.leaving))
        self.leaving.hide()
        self.readmitting = ReadmitForm(theme)
        self.enrollment.add_form(self.readmitting, self.readmit_link)
        self.needs = NeedsSection(theme, formats)
        self.care = CareLevelSection(theme, formats, names)
        self.authorizations = AuthorizationsSection(theme, formats, names)
        self.consents = ConsentSection(theme, formats, names)
        self.goals = GoalsSection(theme, names)
        self.absences = AbsencesSection(theme, formats, names)
        self.times = TimeSection(theme, formats, names)
        self._records = (
            self.needs,
            self.care,
            self.authorizations,
            self.consents,
            self.goals,
            self.absences,
            self.times,
        )
        self._parts, self._weeks = column(), column()
        self.body.setContentsMargins(21, 16, 22, 16)
        self.body.addLayout(self._parts)
        self.body.addSpacing(6)
        self._add_sections(self.safety, self.enrollment)
        self.body.addWidget(self.leaving)
        self.body.addLayout(self._weeks)
        self.body.addSpacing(12)
        self._add_sections(*self._records)
        self.body.addStretch(1)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    @property
    def facts(self) -> ClientFacts | None:
        """The client that is shown."""
        return self._facts

    @property
    def forms(self) -> tuple[InlineForm, ...]:
        """Every form that opens inside the details."""
        return (
            self.safety.flag,
            self.safety.contacts,
            self.readmitting,
            self.care.level,
            self.authorizations.authorization,
            self.consents.consent,
            self.consents.revoke,
            self.goals.goal,
            self.absences.absence,
            self.times.time,
        )

    def show_facts(self, facts: ClientFacts) -> None:
        """Show a client."""
        if self._facts is None or self._facts.client.id != facts.client.id:
            self._put_forms_away(None)
        self._facts = facts
        client = facts.client
        clear_layout(self._parts)
        clear_layout(self._weeks)
        self._head(facts)
        for flag in client.flags:
            if flag.read_at is None:
                self._flag(flag)
        self.safety.show_client(client)
        self._show_enrollment(facts)
        self.leaving.offer(facts.groups)
        self.leaving.show_client(client, facts.today)
        if client.standing is not Standing.WAITING:
            self._attendance(facts)
        for section in self._records:
            section.show_facts(facts)

    def open_leaving(self) -> None:
        """Open the inline form to move or discharge the client."""
        self._put_forms_away(None)
        self.leaving.show()
        self.leaving.start()

    def open_readmitting(self) -> None:
        """Open the inline form to admit a discharged client again."""
        facts = self._facts
        if facts is not None:
            self.enrollment.open_form(self.readmitting, lambda: self.readmitting.start(facts.today))

    def _add_sections(self, *sections: Section) -> None:
        for section in sections:
            section.asked.connect(self.asked)
            section.opened.connect(self._put_forms_away)
            self.body.addWidget(section)
            self.body.addSpacing(4)

    def _follow_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what has the focus, once it has its place: a form that opens, a field that is refused."""
        del before
        if now is not None and self.isAncestorOf(now):
            QTimer.singleShot(0, now, lambda: self._bring_into_view(now))

    def _bring_into_view(self, control: QWidget) -> None:
        inside = self._scroll.widget()
        if inside is None or not (inside.isAncestorOf(control) and control.isVisible()):
            return
        form = next((one for one in self.forms if one.isAncestorOf(control)), None)
        if form is not None and form.height() < self._scroll.viewport().height():
            self._scroll.ensureWidgetVisible(form.do, 0, 20)
        self._scroll.ensureWidgetVisible(control, 0, 28)

    def _put_forms_away(self, but: object) -> None:
        """One form at a time: the others close without a change."""
        for form in self.forms:
            if form is not but:
                form.hide()
        self.leaving.hide()

    def _put_leaving_away(self) -> None:
        self.leaving.hide()
        self.move_link.setFocus(Qt.FocusReason.OtherFocusReason)

    def _head(self, facts: ClientFacts) -> None:
        client = facts.client
        edit = Button(self._theme, self.tr("Edit"))
        edit.setAccessibleName(self.tr("Edit %1").replace("%1", self._names.of(client.name)))
        edit.clicked.connect(self.edit_requested)
        notes = IconButton(
            self._theme, "file-text", self.tr("Read notes of %1").replace("%1", self._names.of(client.name))
        )
        notes.clicked.connect(self.notes_requested)
        parts = [client.code, client.pronouns, self._episode(client)]
        words = "  \u00b7  ".join(part for part in parts if part)
        title = ElidedText(self._theme, self._names.of(client.name), "title")
        names = column(title, ElidedText(self._theme, words, "dense", "textSecondary"))
        head = row(names, notes, edit, gap=8)
        head.setStretch(0, 1)
        head.setAlignment(notes, Qt.AlignmentFlag.AlignTop)
        head.setAlignment(edit, Qt.AlignmentFlag.AlignTop)
        self._parts.addLayout(head)
        self._parts.addSpacing(12)

    def _episode(self, client: Client) -> str:
        episode = client.episode
        if episode is None:
            return self.tr("not admitted yet")
        if episode.discharged_on is not None:
            words = self.tr("discharged %1").replace("%1", self._formats.month_day(episode.discharged_on))
            return f"{words}, {reason_words(episode.discharge_reason)}" if episode.discharge_reason else words
        return self.tr("admitted %1").replace("%1", self._formats.month_day(episode.admitted_on))

    def _flag(self, flag: Flag) -> None:
        if self._names.hidden:
            sentence = f"<b>{escape(flag_words(flag.kind))}.</b>"
        else:
            when = f"{self._formats.weekday(self._formats.date_of(flag.raised_at), short=True)} "
            when += self._formats.time(flag.raised_at)
            text = flag.text if flag.text.endswith((".", "?")) else f"{flag.text}."
            sentence = f"<b>{escape(text)}</b> {escape(f'{flag.raised_by}, {when}')}"
        bar = InfoBar(self._theme, Tone.WARNING, sentence, icon="flag", rich=True)
        read = bar.add_action(self.tr("Mark read"))
        read.setAccessibleName(self.tr("Mark read, %1").replace("%1", flag_words(flag.kind)))
        read.clicked.connect(lambda: self._read(flag))
        self._parts.addWidget(bar)
        self._parts.addSpacing(6)

    def _read(self, flag: Flag) -> None:
        """The bar goes; the focus stays near, where the flag is listed from now on."""
        self.safety.take_focus()
        self.asked.emit(ReadFlag(flag.id), None)

    def _show_enrollment(self, facts: ClientFacts) -> None:
        client = facts.client
        shown = self._names.of(client.name)
        discharged = client.standing is Standing.DISCHARGED
        self.move_link.setVisible(not discharged)
        self.readmit_link.setVisible(discharged)
        self.move_link.setAccessibleName(self.tr("Move or discharge %1").replace("%1", shown))
        self.readmit_link.setAccessibleName(self.tr("Admit %1 again").replace("%1", shown))
        self.enrollment.redraw(lambda: self._enrollment(facts))

    def _enrollment(self, facts: ClientFacts) -> None:
        client = facts.client
        present = [stay for stay in client.enrolments if stay.ends_on is None or stay.ends_on >= facts.today]
        for stay in present:
            self._stay(stay, facts)
        for place in client.waitlist_places:
            words = self.tr("number %1 on the waitlist").replace("%1", str(place.position))
            self.enrollment.add_group_line(place.group.colour.value, place.group.name, words, "")
        if not present and not client.waitlist_places:
            self.enrollment.add_line(self.tr("Group"), self.tr("In no group now"))
        self._telehealth(facts)

    def _telehealth(self, facts: ClientFacts) -> None:
        """The consent without which nobody joins by video; the others stand in their own part."""
        newest = [one for one in facts.client.consents if one.kind is ConsentKind.TELEHEALTH][-1:]
        for consent in newest:
            words, is_warning = standing_words(consent, facts.today, self._formats)
            signed = self.tr("Signed %1").replace("%1", self._formats.month_day(consent.details.signed_on))
            colour = "warnText" if is_warning else "text"
            self.enrollment.add_line(consent_words(consent.kind), signed, end=words, colour=colour)
        if not newest and facts.client.standing is not Standing.DISCHARGED:
            kind = consent_words(ConsentKind.TELEHEALTH)
            self.enrollment.add_line(kind, self.tr("Not on record"), colour="warnText")

    def _stay(self, stay: Enrolment, facts: ClientFacts) -> None:
        if stay.starts_on > facts.today:
            words = self.tr("from %1").replace("%1", self._formats.month_day(stay.starts_on))
        elif stay.ends_on is not None:
            words = self.tr("until %1").replace("%1", self._formats.month_day(stay.ends_on))
        else:
            blocks = facts.blocks.get(stay.group.id, ())
            days = dict.fromkeys(weekday_words(block.recurrence.weekday, short=True) for block in blocks)
            words = ", ".join(days)
        planned = self._formats.hours(facts.planned_minutes(stay.group.id))
        planned = self.tr("%1 planned").replace("%1", planned)
        self.enrollment.add_group_line(stay.group.colour.value, stay.group.name, words, planned)

    def _attendance(self, facts: ClientFacts) -> None:
        share = facts.attended_share
        caption = "" if share is None else self.tr("Six weeks, %1% of planned hours").replace("%1", str(share))
        header = SectionHeader(self._theme, self.tr("Attendance"), caption)
        self._weeks.addSpacing(8)
        self._weeks.addWidget(header)
        self._weeks.addSpacing(5)
        for shown in facts.weeks:
            self._week(shown, facts)

    def _week(self, shown: ShownWeek, facts: ClientFacts) -> None:
        self._weeks.addWidget(Divider(self._theme))
        day = Text(self._theme, self._formats.month_day(shown.starts_on, short=True), "caption", "textMuted")
        day.setFixedWidth(self._theme.px(56))
        cells = shown.week.hours.cells if shown.week else ()
        labels = ", ".join(label_words(cell.label) for cell in cells)
        hours = self._formats.hours(shown.week.hours.credited) if shown.week else self.tr("Not enrolled")
        sentence = self.tr("Week of %1. %2. %3.").replace("%1", self._formats.month_day(shown.starts_on))
        sentence = sentence.replace("%2", labels).replace("%3", hours)
        width = min(84, (264 - 6 * max(0, len(cells) - 1)) // max(1, len(cells)))
        strip = BlockStrip(
            self._theme, [block_of(cell, facts.now) for cell in cells], sentence, cell=(width, 12), gap=6
        )
        line = row(day, strip, None, Text(self._theme, hours, "dense", "textSecondary"), gap=12)
        self._weeks.addLayout(_at_least(line, self._theme.px(25)))

    def _restyle(self) -> None:
        self.setFixedWidth(min(self._theme.px(PANEL_WIDTH), WIDEST))
        if self._facts is not None:
            self.show_facts(self._facts)


def _at_least(line: QHBoxLayout, height: int) -> QHBoxLayout:
    """Give a line a least height."""
    strut = QWidget()
    strut.setFixedSize(0, height)
    line.insertWidget(0, strut)
    line.insertSpacing(1, -line.spacing())
    return line
