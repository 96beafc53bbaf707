"""Bars above a note: what should be looked at. They never block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape

from PySide6.QtCore import QDeadlineTimer, QTimer, Signal
from PySide6.QtWidgets import QWidget

from coordinator.notes import Guards, NoteView, Section, replacement
from coordinator.notes.claims import ClaimKind, Contradiction
from coordinator.notes.names import Named
from ui.notes.reason import ask_reason
from ui.notes.words import NoteWords
from ui.theme import Theme
from ui.widgets import InfoBar, LinkButton, Text, Tone, announce, column

__all__ = ["GuardBars", "SignedBar"]


class SignedBar(InfoBar):
    """The bar *Signed. Undo*, with the seconds that are left. The seconds are not read out one by one."""

    undo_requested = Signal()
    over = Signal()

    def __init__(self, theme: Theme, deadline: QDeadlineTimer, parent: QWidget | None = None) -> None:
        super().__init__(theme, Tone.INFO, "", icon="circle-check", parent=parent)
        self._deadline = deadline
        self._seconds = Text(theme, "", "caption", "textMuted")
        self._links.addWidget(self._seconds)
        self.undo: LinkButton = self.add_action(self.tr("Undo"))
        self.undo.setAccessibleName(self.tr("Undo signing"))
        self.undo.clicked.connect(self.undo_requested)
        self.set_text(self.tr("Signed."))
        self._tick_timer = QTimer(self)
        self._tick_timer.timeout.connect(self._tick)
        self._tick_timer.start(1000)
        self._tick()

    def stop(self) -> None:
        """Count no longer."""
        self._tick_timer.stop()

    def _tick(self) -> None:
        left = (self._deadline.remainingTime() + 999) // 1000
        self._seconds.setText(self.tr("%1 s left").replace("%1", str(left)))
        if left <= 0:
            self.stop()
            self.over.emit()


class GuardBars(QWidget):
    """One bar for each kind of thing to look at, most important first.

    Args:
        theme: the program's theme.
        words: the words of notes.
    """

    replace_requested = Signal()
    """The names should give way to "a peer"."""
    overwrite_requested = Signal()
    reload_requested = Signal()
    again_requested = Signal()
    anyway_requested = Signal(str)
    """The reason why somebody signs who did not lead the session."""

    def __init__(self, theme: Theme, words: NoteWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._words = theme, words
        self._bars: dict[str, tuple[str, InfoBar]] = {}
        self._asked: tuple[str, ...] = ()
        self.ask_reason: Callable[[QWidget], str] = partial(ask_reason, theme)
        self._box = column(gap=6)
        self.setLayout(self._box)

    # -- what is shown

    def show_guards(self, found: Guards, view: NoteView) -> None:
        """Show what was found; bars whose cause is gone leave."""
        self._asked = tuple(key for key in self._asked if key in {section.key for section in found.empty})
        self._show_named(found)
        self._put("same", self._same(found, view))
        self._put("minutes", self._minutes(found, view))
        risk = self.tr("A risk is described, and the plan says nothing about it.")
        self._put("risk", risk if found.risk_without_plan else "")
        self._put("empty", self._empty([section for section in found.empty if section.key in self._asked]))

    def ask_for(self, missing: Sequence[Section]) -> None:
        """Say which required sections are empty, because the note is about to be signed."""
        self._asked = tuple(section.key for section in missing)
        self._put("empty", self._empty(missing))

    def refuse(self, sentence: str, *, again: bool = False) -> None:
        """Say why something was not done; `again` offers to save once more."""
        bar = self._put("refused", sentence, tone=Tone.ERROR)
        if bar is not None and again:
            bar.add_action(self.tr("Save again")).clicked.connect(self.again_requested)

    def led_by_another(self, sentence: str) -> None:
        """Say that somebody else led the session, and offer to sign all the same."""
        bar = self._put("refused", sentence)
        if bar is not None:
            bar.add_action(self.tr("Sign anyway…")).clicked.connect(self._sign_anyway)

    def _sign_anyway(self) -> None:
        reason = self.ask_reason(self)
        if reason:
            self.drop("refused")
            self.anyway_requested.emit(reason)

    def changed_elsewhere(self, sentence: str) -> None:
        """Say that somebody else wrote, and let the reader choose whose words stay."""
        bar = self._put("conflict", sentence, tone=Tone.WARNING)
        if bar is not None:
            bar.add_action(self.tr("Keep mine")).clicked.connect(self.overwrite_requested)
            bar.add_action(self.tr("Show theirs")).clicked.connect(self.reload_requested)

    def show_signed(self, deadline: QDeadlineTimer) -> SignedBar:
        """Show "Signed. Undo"."""
        self.drop("signed")
        bar = SignedBar(self._theme, deadline)
        bar.over.connect(lambda: self.drop("signed"))
        self._bars["signed"] = ("signed", bar)
        self._insert(bar)
        announce(bar, self.tr("Signed. Undo is possible for a minute."))
        return bar

    def drop(self, *kinds: str) -> None:
        """Take bars away."""
        for kind in kinds:
            _, bar = self._bars.pop(kind, ("", None))
            if bar is not None:
                if isinstance(bar, SignedBar):
                    bar.stop()
                self._box.removeWidget(bar)
                bar.hide()
                bar.deleteLater()
        self._box.setContentsMargins(0, self._theme.px(12) if self._bars else 0, 0, 0)

    def clear(self) -> None:
        """Take away what was about writing."""
        self._asked = ()
        self.drop("named", "same", "minutes", "risk", "empty")

    def sentences(self) -> tuple[str, ...]:
        """What the bars say, without markup."""
        return tuple(bar.accessibleName() for _, bar in self._bars.values())

    def bar(self, kind: str) -> InfoBar | None:
        """One bar, if it is shown: "named", "same", "minutes", "risk", "empty", "signed", "refused", "conflict"."""
        return self._bars[kind][1] if kind in self._bars else None

    def peer(self, named: Named) -> str:
        """What stands in place of a name."""
        return replacement(named, self.tr("a peer"), self.tr("a peer's"))

    # -- sentences

    def _show_named(self, found: Guards) -> None:
        names = list(dict.fromkeys(one.named.text for one in found.named))
        if not names:
            self.drop("named")
            return
        one = self.tr("Names another group member: %1")
        several = self.tr("Names other group members: %1")
        sentence = one if len(names) == 1 else several
        rich = sentence.replace("%1", f"<b>{escape(', '.join(names))}</b>")
        bar = self._put("named", rich, rich=True, spoken=sentence.replace("%1", ", ".join(names)))
        if bar is not None:
            use = bar.add_action(self.tr("Use “a peer”"))
            use.clicked.connect(self.replace_requested)

    def _same(self, found: Guards, view: NoteView) -> str:
        if found.same_as:
            count = len(found.same_as)
            told = self.tr("Same text as 1 other note") if count == 1 else self.tr("Same text as %1 other notes")
            return told.replace("%1", str(count))
        if found.same_as_last and view.last is not None:
            day = self._words.formats.short_day(view.last.service_date)
            return self.tr("Same text as this client’s note of %1").replace("%1", day)
        return ""

    def _minutes(self, found: Guards, view: NoteView) -> str:
        if not found.contradictions:
            return ""
        one = found.contradictions[0].contradiction
        line = view.attendance
        if one.kind is ClaimKind.WHOLE and line is not None:
            return self.tr("The record says otherwise: %1").replace("%1", self._words.label(line))
        return self.tr("The record says %1").replace("%1", self._recorded(one))

    def _recorded(self, one: Contradiction) -> str:
        minutes = one.recorded_minutes or 0
        sentences = {
            ClaimKind.LATE: self.tr("%1 late") if minutes else self.tr("on time"),
            ClaimKind.LEFT_EARLY: self.tr("left %1 early") if minutes else self.tr("stayed to the end"),
            ClaimKind.ATTENDED: self.tr("%1 attended"),
            ClaimKind.JOINED_AT: self.tr("joined at %1"),
        }
        if one.kind is ClaimKind.JOINED_AT:
            shown = f"{minutes // 60 or 12}:{minutes % 60:02d}"
        else:
            shown = self._words.formats.duration(minutes)
        return sentences[one.kind].replace("%1", shown)

    def _empty(self, missing: Sequence[Section]) -> str:
        if not missing:
            return ""
        titles = ", ".join(section.title for section in missing)
        told = self.tr("%1 is empty. Sign again to leave it so.")
        several = self.tr("Empty: %1. Sign again to leave them so.")
        return (told if len(missing) == 1 else several).replace("%1", titles)

    # -- inside

    def _put(
        self, kind: str, sentence: str, *, tone: Tone = Tone.WARNING, rich: bool = False, spoken: str = ""
    ) -> InfoBar | None:
        """Show a sentence in its bar; gives the bar when it is a new one."""
        if kind in self._bars and self._bars[kind][0] == sentence:
            return None
        self.drop(kind)
        if not sentence:
            return None
        bar = InfoBar(self._theme, tone, sentence, rich=rich, closable=tone is Tone.ERROR)
        bar.setAccessibleName(spoken or sentence)
        bar.closed.connect(lambda: self.drop(kind))
        self._bars[kind] = (sentence, bar)
        self._insert(bar)
        announce(bar, spoken or sentence, urgent=tone is Tone.ERROR)
        return bar

    def _insert(self, bar: InfoBar) -> None:
        order = ["signed", "refused", "conflict", "empty", "named", "same", "minutes", "risk"]
        kinds = sorted(self._bars, key=order.index)
        place = next(place for place, kind in enumerate(kinds) if self._bars[kind][1] is bar)
        self._box.insertWidget(place, bar)
        self._box.setContentsMargins(0, self._theme.px(12), 0, 0)
