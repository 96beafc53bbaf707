"""The form for one session outside the pattern, which may make up for one that did not take place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator import series
from coordinator.series import Segment
from coordinator.sessions import GroupSession
from coordinator.vocabulary import GroupId, GroupSessionId, SessionStatus
from ui.formats import Formats
from ui.theme import Theme
from ui.week import words
from ui.week.clash_check import ClashCheck
from ui.week.despite import DespiteField
from ui.week.facts import WeekView
from ui.week.typed import shown_date, typed_date, typed_number, typed_time
from ui.widgets import Button, ComboBox, InfoBar, Labelled, PrimaryButton, Text, TextField, Tone, column, row

THREE_HOURS = 180


@dataclass(frozen=True, slots=True)
class ExtraOrder:
    """One session as the form was filled in; `starts_at` is aware, `despite` is why a clash is accepted."""

    group_id: GroupId
    starts_at: datetime
    minutes: int
    segments: tuple[Segment, ...]
    makes_up_for: GroupSessionId | None
    despite: str = ""


class ExtraForm(QWidget):
    """Asks for group, day, time and length. Nothing is stored until *Add session*."""

    ordered = Signal(object)
    check_wanted = Signal(object)
    """Carries the `ExtraOrder` whose clashes shall be looked up."""
    dismissed = Signal()

    def __init__(self, theme: Theme, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._view: WeekView | None = None
        self._missed: tuple[GroupSession, ...] = ()
        self._group = ComboBox(theme, self.tr("Group"))
        self._day = TextField(theme, self.tr("Day"))
        self._starts = TextField(theme, self.tr("Starts"))
        self._minutes = TextField(theme, self.tr("Minutes"))
        self._for = ComboBox(theme, self.tr("Makes up for"))
        self._there = Text(theme, "", "caption", "textMuted", wrap=True)
        self._advice = InfoBar(theme, Tone.WARNING, "")
        self._advice.hide()
        self._despite = DespiteField(theme)
        self._fault = InfoBar(theme, Tone.ERROR, "")
        self._add = PrimaryButton(theme, self.tr("Add session"), icon="plus")
        self._dismiss = Button(theme, self.tr("Cancel"))
        self._check = ClashCheck(self._despite, partial(self._read, mark=False), self)
        times = row(
            Labelled(theme, self.tr("Starts"), self._starts), Labelled(theme, self.tr("Minutes"), self._minutes)
        )
        self.setLayout(
            column(
                Text(theme, self.tr("Extra session"), "titleSmall"),
                12,
                Labelled(theme, self.tr("Group"), self._group),
                12,
                Labelled(theme, self.tr("Makes up for"), self._for),
                12,
                Labelled(theme, self.tr("Day"), self._day),
                12,
                times,
                4,
                self._there,
                8,
                self._advice,
                self._despite,
                self._fault,
                4,
                row(self._add, self._dismiss, None),
                None,
                margins=(20, 0, 18, 0),
            )
        )
        self._group.currentIndexChanged.connect(self._group_picked)
        for field in (self._day, self._starts, self._minutes):
            field.textChanged.connect(self._check.later)
        self._check.wanted.connect(self.check_wanted)
        self._add.clicked.connect(self._order)
        self._dismiss.clicked.connect(self.dismissed)

    def begin(self, view: WeekView, group_id: GroupId | None, missed: GroupSession | None) -> None:
        """Start afresh, for a group or to make up for a session."""
        self._view = view
        self._group.clear()
        for group in view.groups:
            self._group.addItem(group.name, str(group.id))
        wanted = missed.group_id if missed is not None else group_id
        ids = [group.id for group in view.groups]
        self._group.setCurrentIndex(ids.index(wanted) if wanted in ids else 0)
        self._fill_missed(missed)
        start = missed.local_start.time() if missed is not None else time(9)
        self._starts.setText(self._formats.time(start))
        self._minutes.setText(str(missed.planned_minutes if missed is not None else THREE_HOURS))
        self._day.setText(shown_date(max(view.today, view.days[0]) + timedelta(days=1 if missed is not None else 0)))
        self._check.begin()
        self._advice.hide()
        self.refuse("" if ids else self.tr("Add a group first, under Groups."))
        self._add.setEnabled(bool(ids))
        self._day.setFocus()
        self._day.selectAll()

    def refuse(self, sentence: str) -> None:
        """Show why the session was not stored; empty takes the sentence away."""
        self._fault.setVisible(bool(sentence))
        self._fault.set_text(sentence)

    def show_check(self, clashes: tuple[str, ...], outlook: tuple[str, ...]) -> None:
        """Say what the session would clash with, and ask for a reason; and which rule its day would miss."""
        self._advice.setVisible(bool(outlook))
        self._advice.set_text(" ".join(outlook))
        self._check.answer(clashes)

    def _group_picked(self, *_: object) -> None:
        self._fill_missed(None)
        self._check.later()

    def _fill_missed(self, chosen: GroupSession | None) -> None:
        group_id = self._group_id()
        groups = self._view.groups if self._view is not None else ()
        shown = self._view.sessions if self._view is not None else ()
        here = [one for one in shown if one.status is SessionStatus.CANCELLED and one.group_id == group_id]
        if chosen is not None and chosen.id not in {one.id for one in here}:
            here.append(chosen)
        self._missed = tuple(here)
        self._for.clear()
        self._for.addItem(self.tr("No other session"), "")
        for one in self._missed:
            day = self._formats.short_day(self._formats.date_of(one.starts_at))
            self._for.addItem(f"{day}, {words.cancelled_chip(one).lower()}", str(one.id))
        ids = [one.id for one in self._missed]
        self._for.setCurrentIndex(ids.index(chosen.id) + 1 if chosen is not None else 0)
        zone = next((one.zone for one in groups if one.id == group_id), "")
        self._there.setText(self.tr("On the clocks of %1.").replace("%1", zone.replace("_", " ")) if zone else "")

    def _group_id(self) -> GroupId | None:
        place = self._group.currentIndex()
        groups = self._view.groups if self._view is not None else ()
        return groups[place].id if 0 <= place < len(groups) else None

    def _read(self, *, mark: bool) -> ExtraOrder | None:
        view, group_id = self._view, self._group_id()
        if view is None or group_id is None:
            return None
        day, starts = typed_date(self._day.text(), view.today), typed_time(self._starts.text())
        minutes = typed_number(self._minutes.text())
        checks = (
            (self._day, day is None, self.tr("Type a day such as 2026-03-16.")),
            (self._starts, starts is None, self.tr("Type a time such as 9:00 AM.")),
            (self._minutes, minutes is None, self.tr("Type the minutes, such as 180.")),
        )
        if mark:
            for field, wrong, why in checks:
                field.set_invalid(wrong, why)
            self.refuse(next((why for _, wrong, why in checks if wrong), ""))
        if day is None or starts is None or minutes is None:
            return None
        group = next(one for one in view.groups if one.id == group_id)
        place = self._for.currentIndex() - 1
        missed = self._missed[place] if 0 <= place < len(self._missed) else None
        return ExtraOrder(
            group_id,
            series.instant_of(datetime.combine(day, starts), group.zone)[0],
            minutes,
            self._parts(view, group_id, missed, minutes),
            missed.id if missed is not None else None,
        )

    def _parts(
        self, view: WeekView, group_id: GroupId, missed: GroupSession | None, minutes: int
    ) -> tuple[Segment, ...]:
        """Give the segments of the missed session, or of the group's usual block, in the length that was typed."""
        usual = next((one.segments for one in view.blocks if one.group_id == group_id), ())
        parts = missed.segments if missed is not None else usual
        return series.fit_segments(parts, minutes) if parts and minutes > 0 else ()

    def _order(self) -> None:
        order = self._read(mark=True)
        if order is None or not self._check.settled(order, self._order):
            return
        if self._despite.mark_missing():
            self.refuse(self.tr("Say why the session is planned all the same."))
            return
        self.ordered.emit(replace(order, despite=self._despite.reason))
