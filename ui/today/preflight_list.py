"""What to look at before a session: one list, with the action beside each line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.sessions import SessionConcern
from coordinator.telehealth import Concern, LinkProblem
from coordinator.today import DaySession
from coordinator.vocabulary import ConsentKind
from ui.formats import Formats, counted
from ui.roster_words import consent_words
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import Divider, LinkButton, SectionHeader, Text, column, icon_label, row

OF_CLIENTS = frozenset({Concern.CONTACT_MISSING, Concern.CONSENT_EXPIRING})
ICONS = {Concern.CONTACT_MISSING: "contact-round", Concern.CONSENT_EXPIRING: "signature"}
MENDED_BY_BACKUP = frozenset(
    {Concern.LINK_MISSING, Concern.LINK_REFUSED, Concern.LINK_SHARED, Concern.LINK_UNUSED, Concern.LIMIT_TOO_SHORT}
)


class PreflightList(QWidget):
    """Says what was asked for; the page does it."""

    group_chosen = Signal(object)
    client_chosen = Signal(object)
    backup_requested = Signal(object)
    dismiss_requested = Signal(object)
    """The last two carry the session's id."""

    def __init__(self, theme: Theme, formats: Formats, names: ShownNames, day: DaySession, *, reminded: bool) -> None:
        super().__init__()
        self._theme, self._formats, self._names = theme, formats, names
        count = len(day.concerns) + reminded
        lines = column(margins=(22, 0, 22, 0))
        things = counted("Today", "%n thing(s)", count)
        lines.addLayout(
            row(SectionHeader(theme, self.tr("Before you start"), things, role="section"), margins=(0, 0, 0, 8))
        )
        for concern in day.concerns:
            lines.addWidget(Divider(theme))
            lines.addWidget(self._concern(concern))
        if reminded:
            lines.addWidget(Divider(theme))
            dismiss = self._link(self.tr("Dismiss"), self.tr("Reminders of this session"))
            dismiss.clicked.connect(lambda: self.dismiss_requested.emit(day.session.id))
            words = self.tr("Reminders repeat until you launch the session.")
            lines.addWidget(self._line("bell", words, dismiss))
        self.setLayout(lines)

    def _concern(self, concern: SessionConcern) -> QWidget:
        sentence = self._sentence(concern)
        actions: list[LinkButton] = []
        if concern.has_backup and concern.concern in MENDED_BY_BACKUP:
            switch = self._link(self.tr("Use backup link"), sentence)
            switch.clicked.connect(lambda: self.backup_requested.emit(concern.session_id))
            actions.append(switch)
        if concern.concern in OF_CLIENTS:
            verb = self.tr("Add") if concern.concern is Concern.CONTACT_MISSING else self.tr("Renew")
            open_ = self._link(verb, sentence)
            open_.clicked.connect(lambda: self.client_chosen.emit(concern.client_id))
        else:
            open_ = self._link(self.tr("Open Groups"), sentence)
            open_.clicked.connect(lambda: self.group_chosen.emit(concern.group_id))
        actions.append(open_)
        return self._line(ICONS.get(concern.concern, "triangle-alert"), sentence, *actions)

    def _link(self, verb: str, sentence: str) -> LinkButton:
        return LinkButton(self._theme, verb, name=f"{verb}: {sentence}")

    def _line(self, icon: str, sentence: str, *actions: LinkButton) -> QWidget:
        theme = self._theme
        words = Text(theme, sentence, "dense", wrap=True)
        line = row(icon_label(theme, icon, "warnText"), gap=12, margins=(0, 9, 0, 9))
        line.addWidget(words, 1)
        for action in actions:
            line.addWidget(action)
        holder = QWidget()
        holder.setLayout(line)
        return holder

    def _sentence(self, one: SessionConcern) -> str:
        ways: dict[Concern, Callable[[SessionConcern], str]] = {
            Concern.LINK_MISSING: lambda _: self.tr("No link yet. Add one in Groups."),
            Concern.LINK_REFUSED: self._refused,
            Concern.PASSCODE_MISSING: lambda _: self.tr(
                "No passcode is stored for this link. Clients may be asked for one."
            ),
            Concern.LINK_SHARED: lambda one: self.tr("{group} has the same link at the same time.").format(
                group=one.other_group
            ),
            Concern.LINK_UNUSED: lambda _: self.tr("This link was not used for 300 days. Zoom ends it after 365."),
            Concern.LIMIT_TOO_SHORT: lambda one: self.tr("The meeting plan ends after {minutes} minutes.").format(
                minutes=one.limit_minutes
            ),
            Concern.CONTACT_MISSING: lambda one: self.tr("{name} has no emergency contact.").format(
                name=self._names.of(one.client_name)
            ),
            Concern.CONSENT_EXPIRING: self._consent,
        }
        return ways[one.concern](one)

    def _refused(self, one: SessionConcern) -> str:
        return {
            LinkProblem.NOT_HTTPS: self.tr("The meeting link does not start with https://."),
            LinkProblem.LOOK_ALIKE: self.tr("The meeting link looks like a known platform but leads elsewhere."),
            LinkProblem.OTHER_PLATFORM: self.tr("The meeting link does not belong to the chosen platform."),
            LinkProblem.NOT_A_MEETING: self.tr("The meeting link leads to the platform, but not to a meeting."),
        }.get(one.problem or LinkProblem.MISSING, self.tr("The meeting link cannot be opened safely."))

    def _consent(self, one: SessionConcern) -> str:
        kind = consent_words(one.consent or ConsentKind.TELEHEALTH)
        day = self._formats.month_day(one.expires_on) if one.expires_on is not None else ""
        return self.tr("{kind} of {name} ends on {day}.").format(
            kind=kind, name=self._names.of(one.client_name), day=day
        )
