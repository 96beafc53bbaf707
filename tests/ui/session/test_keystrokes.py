"""The keys of a session in the assembled window, typed and counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.attendance import AttendanceLine
from coordinator.vocabulary import ClientId, ExcuseReason, Mark, SessionStatus
from tests.ui.session.assembled import Sample, Typist, a_sample, an_assembled_window
from ui.page import Place
from ui.theme import Theme


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return a_sample(tmp_path_factory.mktemp("sample") / "vault")


@pytest.fixture
def typist(qtbot: QtBot, theme: Theme, sample: Sample, tmp_path: Path) -> Iterator[Typist]:
    with an_assembled_window(qtbot, theme, sample, tmp_path / "vault") as typist:
        yield typist


def test_the_day_takes_as_few_keystrokes_as_promised(typist: Typist) -> None:
    assert typist.counted("F5") == 1, "launch"
    typist.arrive()
    assert len(typist.opened) == 1
    clipboard = QApplication.clipboard()
    assert clipboard.text() != "", "the passcode is copied by the same key"
    assert typist.sheet().session.status is SessionStatus.LIVE
    typist.clock.advance(minutes=25)
    assert typist.counted("Shift+P") == 1, "the whole group present"
    typist.wait(lambda: not typist.sheet().unmarked)
    typist.press("7")
    assert typist.counted("L", "1", "2", "Return") == 4, "late 12 minutes"
    typist.wait(lambda: typist.line(7).arrived_late_minutes == 12)
    typist.press("6")
    assert typist.counted("E", "1") == 2, "excused with a reason"
    typist.wait(lambda: typist.line(6).reason is ExcuseReason.MEDICAL)
    assert {line.mark for line in typist.sheet().lines} == {Mark.PRESENT, Mark.EXCUSED}


def test_enter_on_today_launches_too(typist: Typist) -> None:
    typist.wait(lambda: QApplication.focusWidget() is not None)
    assert typist.counted("Return") == 1
    typist.wait(lambda: typist.workspace.window.place() is Place.SESSION)
    assert len(typist.opened) == 1


def shown(typist: Typist, client_id: ClientId) -> AttendanceLine:
    """What both windows show of a client."""
    line = typist.page.desk.line(client_id)
    assert line is not None
    return line


def test_the_compact_window_takes_the_same_keys_and_comes_back_for_the_rest(typist: Typist) -> None:
    typist.press("F5")
    typist.arrive()
    typist.clock.advance(minutes=30)
    typist.press("F8")
    compact = typist.workspace.compact.window
    typist.bring(compact)
    view = compact.view
    typist.wait(view.hasFocus)
    typist.press("P", "L", "7", "Return", "3", "A", "4", "E", "2", "1", "0", "Backspace")
    typist.wait(lambda: typist.line(4).reason is ExcuseReason.COURT)
    assert [typist.line(one).mark for one in (1, 2, 3)] == [Mark.PRESENT, Mark.PRESENT, Mark.ABSENT]
    assert view.current == typist.sheet().lines[9].client_id
    typist.press("/", "h", "a", "n", "Return")
    assert typist.sheet().line(view.current) is not None
    assert typist.sheet().line(view.current).name.startswith("Hana")  # type: ignore[union-attr]
    assert view.hasFocus()
    assert not view.missing.isHidden(), "who is missing is said here too"
    typist.press("O", "2")
    typist.wait(lambda: any(line.outreach for line in typist.sheet().lines))
    typist.press("H")
    typist.wait(lambda: not compact.cards.card.isHidden())
    typist.press("Escape", "F9")
    typist.wait(lambda: compact.cards.help.client is not None and not compact.cards.card.isHidden())
    typist.press("Escape", "W")
    typist.wait(lambda: compact.cards.walk_in.kind is not None and not compact.cards.card.isHidden())
    typist.press("Escape", "1", "B")
    first = typist.line(1).client_id
    typist.wait(lambda: shown(typist, first).out_since is not None)
    typist.clock.advance(minutes=1)
    typist.press("B")
    typist.wait(lambda: shown(typist, first).out_since is None)
    typist.press("Ctrl+Z")
    typist.wait(lambda: shown(typist, first).out_since is not None)
    typist.press("Ctrl+Shift+H")
    assert typist.workspace.names.hidden
    typist.press("Ctrl+Shift+H", "Ctrl+Tab")
    typist.wait(lambda: not compact.isVisible())
    typist.wait(typist.workspace.pages.session.notes.isVisible)
    assert typist.sheet().now - typist.sheet().times.starts_at > timedelta(0)
    assert typist.sheet().session.status is SessionStatus.LIVE, "closing the small window ends nothing"
