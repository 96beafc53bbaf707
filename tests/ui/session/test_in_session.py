"""What is done beside the marks, by keyboard: removal, walk-ins, missing clients, help, evidence, reasons."""

from __future__ import annotations

import statistics
import time

import pytest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from coordinator.changes import Change
from coordinator.store.tables import ClientRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import (
    Action,
    AttendanceLabel,
    ClientId,
    Mark,
    Modality,
    OutreachMethod,
    OutreachOutcome,
    Topic,
    VisitorRole,
    WalkInReason,
)
from tests.builders import a_client
from tests.ui.session.conftest import Desk
from tests.ui.session.test_page import bars, choose, press
from ui.widgets import Button, LinkButton, Text

AT_ONCE_MS = 200


def a_stranger(desk: Desk) -> ClientId:
    def build(work: UnitOfWork) -> Change[ClientId]:
        client_id = a_client(work, name="Ines Duarte", code="A-2001")
        return Change(Action.ADD_CLIENT, client_id, frozenset({Topic.ROSTER}), client_id)

    return desk.store.write(build).outcome


def texts(desk: Desk) -> list[str]:
    QApplication.processEvents()
    return [text.text() for text in desk.page.cards.card.findChildren(Text) if text.isVisible()]


def button(desk: Desk, name: str) -> Button:
    found = desk.page.cards.card.findChildren(Button)
    return next(one for one in found if name in {one.text(), one.accessibleName()})


def test_removed_is_one_key_and_one_undo(qtbot: QtBot, desk: Desk) -> None:
    choose(desk, "Elias")
    press(qtbot, desk, "l", "Enter")
    desk.minute(58)
    press(qtbot, desk, "Shift+R")
    assert desk.line("Elias").label is AttendanceLabel.REMOVED
    row = desk.page.list.rows[4]
    assert row.minutes.text() == "Removed 9:58"
    assert row.buttons["leftEarly"].isChecked()
    assert "removed" in row.accessibleName()
    desk.bridge.undo()
    assert desk.line("Elias").label is AttendanceLabel.LATE


def test_how_somebody_takes_part_is_two_keys(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "p", "1", "m")
    assert isinstance(QApplication.activePopupWidget(), QMenu)
    press(qtbot, desk, "2")
    line = desk.line("Amara")
    assert line.state.modality is Modality.MIXED
    assert [one.modality for one in line.modality_changes] == [Modality.VIDEO, Modality.AUDIO_ONLY]
    desk.bridge.undo()
    assert desk.line("Amara").modality_changes == ()


def test_a_walk_in_is_found_by_name_and_added_with_a_reason(qtbot: QtBot, desk: Desk) -> None:
    ines = a_stranger(desk)
    press(qtbot, desk, "w")
    form = desk.page.cards.walk_in
    press(qtbot, desk, *"ines", "Enter")
    form.reason.choose(WalkInReason.MAKE_UP.value)
    press(qtbot, desk, *"Missed Monday", "Enter")
    line = desk.line_of(ines)
    assert line.walk_in is not None
    assert (line.mark, line.walk_in.reason, line.walk_in.note) == (Mark.PRESENT, WalkInReason.MAKE_UP, "Missed Monday")
    assert desk.page.list.rows[-1].name.text() == "Ines Duarte"
    assert desk.page.list.hasFocus()
    desk.bridge.undo()
    assert len(desk.page.list.rows) == 10


def test_visitors_are_listed_below_and_never_counted(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "Shift+P", "w")
    form = desk.page.cards.walk_in
    assert form.kind is not None
    form.kind.choose(VisitorRole.INTERPRETER.value)
    form.kind.chosen.emit(VisitorRole.INTERPRETER.value)
    press(qtbot, desk, *"R. Mora")
    form.note.setText("Spanish")
    assert not form.add.isEnabled(), "an interpreter agrees to confidentiality first"
    form.agreed.click()
    form.add.click()
    assert desk.page.list.guests.texts() == ["Interpreter: R. Mora · Spanish · from 9:12 AM · not counted"]
    qtbot.waitUntil(lambda: desk.page.head.counts.accessibleName() == "10 present")
    desk.minute(60)
    left = next(one for one in desk.page.list.guests.findChildren(LinkButton) if one.text() == "Left")
    left.click()
    assert desk.page.list.guests.texts() == ["Interpreter: R. Mora · Spanish · 9:12 AM to 10:00 AM · not counted"]


def test_who_is_missing_is_said_after_the_grace_period_and_an_attempt_is_two_keys(qtbot: QtBot, desk: Desk) -> None:
    def reach(work: UnitOfWork) -> Change[None]:
        work.get(ClientRow, desk.clinic["Hana"]).preferred_contact = "Text"
        return Change(Action.CHANGE_CLIENT, None, frozenset({Topic.ROSTER}), None)

    desk.store.write(reach)
    desk.minute(5)
    choose(desk, "Hana")
    press(qtbot, desk, "a", "Shift+P")
    assert desk.page.missing.isHidden()
    desk.minute(10)
    qtbot.waitUntil(lambda: not desk.page.missing.isHidden())
    assert desk.page.missing.texts() == ["1 client is not here after 10 minutes.", "Hana Kim · No notice · Text"]
    choose(desk, "Amara")
    press(qtbot, desk, "o", "5")
    (tried,) = desk.line("Hana").outreach
    assert (tried.method, tried.outcome) == (OutreachMethod.TEXT, OutreachOutcome.NO_ANSWER)
    qtbot.waitUntil(desk.page.missing.isHidden)


@pytest.mark.benchmark
def test_help_is_on_screen_at_once(qtbot: QtBot, desk: Desk) -> None:
    choose(desk, "Ben")
    taken = []
    for _ in range(9):
        begun = time.perf_counter()
        press(qtbot, desk, "F9")
        QApplication.processEvents()
        taken.append((time.perf_counter() - begun) * 1000)
        press(qtbot, desk, "Esc")
    print(f"help on screen {statistics.median(taken):.0f} ms, allowed {AT_ONCE_MS} ms")  # noqa: T201
    assert statistics.median(taken) < AT_ONCE_MS


def test_help_is_one_key(qtbot: QtBot, desk: Desk) -> None:
    choose(desk, "Ben")
    press(qtbot, desk, "v")
    press(qtbot, desk, "F9")
    shown = texts(desk)
    assert "Help for Ben Castellano" in shown
    assert {"Home, 7 Birch Rd", "Confirmed at 9:12 AM.", "(555) 010-0141"} <= set(shown)
    button(desk, "Connection dropped").click()
    button(desk, "Reached, Rita Castellano, wife").click()
    button(desk, "Emergency services called").click()
    desk.minute(20)
    button(desk, "Connected again").click()
    log = [told for told in texts(desk) if "Renee Alvarado" in told]
    assert sorted(log) == [
        "9:12 AM  Connection dropped, back at 9:20 AM · Renee Alvarado",
        "9:12 AM  Emergency contact: reached · Renee Alvarado",
        "9:12 AM  Emergency services: reached · Renee Alvarado",
    ]
    press(qtbot, desk, "Esc")
    assert desk.page.cards.card.isHidden()
    assert desk.page.list.hasFocus()


def test_letters_do_not_mark_behind_the_card(qtbot: QtBot, desk: Desk) -> None:
    desk.page.cards.show_help(desk.clinic["Ben"])
    press(qtbot, desk, "p", "a")
    assert desk.line("Amara").mark is Mark.UNMARKED
    assert desk.line("Ben").mark is Mark.UNMARKED


def test_driving_is_stopped_with_a_sentence(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "Shift+V", *"Driving to work", "Enter")
    told = "Nobody takes part while driving. Ask the client to park, then confirm where they are."
    assert bars(desk) == [told]
    assert desk.line("Amara").location_confirmed_at is None


def test_another_state_asks_for_a_reason_before_the_mark(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "Shift+V", *"Library, Rutland, VT", "Enter")
    press(qtbot, desk, "p")
    assert desk.line("Amara").mark is Mark.UNMARKED
    asked = "You have no license on record for VT, where Amara Osei is. State why before marking."
    assert bars(desk) == [asked]
    press(qtbot, desk, *"Travels this week", "Enter")
    line = desk.line("Amara")
    assert (line.mark, line.license_reason) == (Mark.PRESENT, "Travels this week")
    assert desk.page.list.rows[0].location.words == "VT, reason stated"
    assert bars(desk) == []


def test_how_a_mark_is_known_is_one_key(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "Shift+P")
    desk.minute(30)
    choose(desk, "Dana")
    press(qtbot, desk, "l", "Enter", "h")
    shown = texts(desk)
    assert "Typed by Renee Alvarado at 9:30 AM." in shown
    assert "Mar 11, 9:30 AM · present, late 30 min · Renee Alvarado" in shown
    assert "Mar 11, 9:12 AM · present, with 9 others · Renee Alvarado" in shown


def test_forty_clients_fit_at_twice_the_size(qtbot: QtBot, desk: Desk) -> None:
    def crowd(work: UnitOfWork) -> Change[None]:
        for number in range(30):
            a_client(work, name=f"Client {number:02} Longfellow", code=f"C-{number}", group_id=desk.clinic.group_id)
        return Change(Action.ADD_CLIENT, None, frozenset({Topic.ROSTER}), None)

    desk.store.write(crowd)
    theme = desk.page.list._theme
    try:
        theme.set_text_percent(200)
        desk.page.side.hide()
        desk.page.resize(1228, 768)
        desk.page.refresh()
        rows = desk.page.list.rows
        assert len(rows) == 40
        for row in rows:
            assert row.height() >= row.name.sizeHint().height()
            assert row.buttons["excused"].geometry().right() < row.width()
        press(qtbot, desk, "4", "0")
        assert desk.page.list.current == list(desk.page.list._rows)[39]
        assert rows[39].visibleRegion().boundingRect().height() > 0
    finally:
        theme.set_text_percent(100)
