"""Handing over and bringing back on screen, over a real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator import attendance, packet
from coordinator.packet import Keep
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import ClientId, FacilitatorId, Mark
from tests.coordinator.attendance.clinic import Clinic
from tests.fakes import FakeClock
from tests.ui.handover.conftest import SECRET, Evening
from ui import opening
from ui.background import Background
from ui.bridge import Bridge
from ui.formats import Formats
from ui.handover.bringing_back import BringBackDialog
from ui.handover.giving import HandOverDialog, hand_over
from ui.handover.opening import OpenPacketDialog
from ui.shown_names import ShownNames
from ui.theme import Theme


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


class Giving:
    """The dialog, with where it was asked to save and what it put on the clipboard."""

    def __init__(
        self, theme: Theme, bridge: Bridge, formats: Formats, store: Store, clinic: Clinic, target: Path, over: QWidget
    ) -> None:
        self.copied: list[str] = []
        found = store.read(hand_over, clinic.session_id)
        self.dialog = HandOverDialog(
            theme, bridge, formats, found, copy=self.copied.append, choose=lambda _parent, _name: target, parent=over
        )
        self.dialog.show()


@pytest.fixture
def giving(
    theme: Theme,
    bridge: Bridge,
    formats: Formats,
    store: Store,
    substituted: tuple[Clinic, FacilitatorId],
    tmp_path: Path,
    window: QWidget,
) -> Giving:
    return Giving(theme, bridge, formats, store, substituted[0], tmp_path / "tonight.packet", window)


class TestGiving:
    def test_the_substitute_and_a_day_are_proposed_with_a_passphrase(self, giving: Giving) -> None:
        dialog = giving.dialog
        assert dialog.whom.currentText() == "Mallory Chen, LPC"
        assert dialog.expiry.currentText() == "Thursday, March 12, 12:00 PM"
        assert len(dialog.passphrase.text().split()) == 5
        assert not dialog.hint.isVisible()

    def test_saving_writes_the_packet_and_shows_the_passphrase_once(
        self, giving: Giving, store: Store, tmp_path: Path, qtbot: QtBot
    ) -> None:
        secret = giving.dialog.passphrase.text()
        with qtbot.waitSignal(giving.dialog.made):
            qtbot.mouseClick(giving.dialog.save, Qt.MouseButton.LeftButton)
        assert giving.dialog.shown.isVisible()
        assert giving.dialog.shown.text() == secret
        giving.dialog.copying.click()
        assert giving.copied == [secret]
        assert packet.summary_of(tmp_path / "tonight.packet", secret).for_name == "Mallory Chen, LPC"
        assert len(store.read(packet.packets_out)) == 1

    def test_a_weak_passphrase_is_refused_in_the_dialog(self, giving: Giving, tmp_path: Path) -> None:
        giving.dialog.passphrase.setText("summer")
        giving.dialog.save.click()
        assert giving.dialog.problem.isVisible()
        assert giving.dialog.save.isEnabled()
        assert not (tmp_path / "tonight.packet").exists()

    def test_another_than_the_planned_leader_is_said(self, giving: Giving, store: Store) -> None:
        giving.dialog.whom.addItem("Samuel Ortiz", "somebody else")
        giving.dialog.whom.setCurrentIndex(giving.dialog.whom.count() - 1)
        assert giving.dialog.hint.isVisible()


@pytest.fixture
def bringing(
    theme: Theme, bridge: Bridge, formats: Formats, names: ShownNames, returned: Evening, window: QWidget
) -> BringBackDialog:
    dialog = BringBackDialog(theme, bridge, formats, names, returned.back, parent=window)
    dialog.show()
    return dialog


class TestBringingBack:
    def test_what_differs_is_asked_about_before_anything_is_taken_in(
        self, bringing: BringBackDialog, store: Store, returned: Evening
    ) -> None:
        assert bringing.heading.text() == "Mood & Anxiety, from Mallory Chen, LPC"
        assert bringing.open_rows == (f"mark:{returned.clinic['Amara']}",)
        assert not bringing.go.isEnabled()
        assert mark_of(store, returned, "Ben") is Mark.UNMARKED

    @pytest.mark.parametrize(("keep", "mark"), [(Keep.PACKET, Mark.PRESENT), (Keep.MINE, Mark.ABSENT)])
    def test_a_choice_opens_the_way(
        self, bringing: BringBackDialog, store: Store, returned: Evening, keep: Keep, mark: Mark, bridge: Bridge,
        qtbot: QtBot,
    ) -> None:  # fmt: skip
        bringing.choose(f"mark:{returned.clinic['Amara']}", keep)
        assert bringing.go.isEnabled()
        with qtbot.waitSignal(bringing.merged):
            bringing.go.click()
        assert mark_of(store, returned, "Amara") is mark
        assert mark_of(store, returned, "Ben") is Mark.PRESENT
        bridge.undo()
        assert mark_of(store, returned, "Amara") is Mark.ABSENT
        assert mark_of(store, returned, "Ben") is Mark.UNMARKED

    def test_every_choice_says_whose_and_what_it_is(self, bringing: BringBackDialog, returned: Evening) -> None:
        group = bringing._choices[f"mark:{returned.clinic['Amara']}"]
        said = [button.accessibleName() for button in group.buttons()]
        assert said == [
            "Amara Osei · Mark. From the packet: Present, 9:00 AM",
            "Amara Osei · Mark. Keep ours: Absent, 9:00 AM",
        ]

    def test_hidden_names_stay_hidden(
        self, theme: Theme, bridge: Bridge, formats: Formats, names: ShownNames, returned: Evening, window: QWidget
    ) -> None:
        names.toggle()
        dialog = BringBackDialog(theme, bridge, formats, names, returned.back, parent=window)
        group = dialog._choices[f"mark:{returned.clinic['Amara']}"]
        assert "Osei" not in group.buttons()[0].accessibleName()

    def test_a_file_that_is_no_return_is_refused_with_its_sentence(
        self, theme: Theme, bridge: Bridge, formats: Formats, names: ShownNames, evening: Evening, window: QWidget
    ) -> None:
        dialog = BringBackDialog(theme, bridge, formats, names, evening.file, parent=window)
        dialog.show()
        assert dialog.problem.isVisible()
        assert not dialog.go.isEnabled()


class TestOpening:
    @pytest.fixture
    def asking(
        self, theme: Theme, evening: Evening, window: QWidget, clock: FakeClock, tmp_path: Path
    ) -> Iterator[OpenPacketDialog]:
        background = Background(window)
        dialog = OpenPacketDialog(
            theme,
            background,
            lambda path, typed: opening.open_guest(path, typed, clock),
            choose=lambda _parent: evening.file,
            parent=window,
        )
        dialog.show()
        yield dialog
        background.stop()

    def test_a_wrong_passphrase_is_said_and_nothing_is_opened(self, asking: OpenPacketDialog, qtbot: QtBot) -> None:
        asking.browse()
        asking.passphrase.setText("another five word phrase entirely")
        asking.go.click()
        qtbot.waitUntil(asking.problem.isVisible, timeout=20_000)
        assert asking.go.isEnabled()

    def test_a_packet_that_was_opened_before_leads_to_its_guest_vault(
        self, asking: OpenPacketDialog, evening: Evening, qtbot: QtBot
    ) -> None:
        asking.browse()
        asking.passphrase.setText(SECRET)
        with qtbot.waitSignal(asking.opened, timeout=20_000) as gone:
            asking.go.click()
        assert gone.args == [evening.guest.folder, SECRET]
        assert asking.passphrase.text() == ""

    def test_a_file_is_asked_for_first(self, asking: OpenPacketDialog) -> None:
        asking.go.click()
        assert asking.problem.isVisible()


def mark_of(store: Store, evening: Evening, name: str) -> Mark:
    line = store.read(attendance.sheet, evening.clinic.session_id).line(ClientId(evening.clinic[name]))
    assert line is not None
    return line.mark
