"""What hands, eyes and screen readers notice in the small widgets."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.block_painter import BlockShape, BlockStatus
from ui.theme import Theme
from ui.widgets import (
    BlockWidget,
    Button,
    ButtonSize,
    CheckBox,
    Chip,
    ComboBox,
    ElidedText,
    EmptyState,
    IconButton,
    InfoBar,
    Labelled,
    LinkButton,
    PassphraseStrength,
    PrimaryButton,
    RadioButton,
    RadioCard,
    SearchField,
    SecretField,
    SegmentedControl,
    StatusButton,
    Switch,
    Table,
    Text,
    TextField,
    Toast,
    Tone,
)

Found = TypeVar("Found", bound=QWidget)

CONTROLS: dict[str, Callable[[Theme], QWidget]] = {
    "button": lambda theme: Button(theme, "Copy"),
    "compact button": lambda theme: Button(theme, "Enroll", size=ButtonSize.COMPACT),
    "primary button": lambda theme: PrimaryButton(theme, "Launch session", icon="video", keys="F5"),
    "icon button": lambda theme: IconButton(theme, "eye", "Show passcode", size=ButtonSize.COMPACT),
    "link": lambda theme: LinkButton(theme, "Add", name="Add emergency contact, Dana Whitfield"),
    "check box": lambda theme: CheckBox(theme, "Note text"),
    "radio button": lambda theme: RadioButton(theme, "This session only"),
    "radio card": lambda theme: RadioCard(theme, "plus", "Start empty", "Add your first group."),
    "switch": lambda theme: Switch(theme, "Unlock with a PIN"),
    "status button": lambda theme: StatusButton(theme, "late", "L", "Late, Elias Brandt"),
    "combo box": lambda theme: ComboBox(theme, "Group"),
    "text field": lambda theme: TextField(theme, "Location"),
    "secret field": lambda theme: SecretField(theme, "Passphrase"),
}


def _name(widget: QWidget) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found.text(QAccessible.Text.Name)


def _one(parent: QWidget, kind: type[Found]) -> Found:
    found = parent.findChild(kind)
    assert found is not None
    return found


@pytest.mark.parametrize("control", sorted(CONTROLS))
@pytest.mark.parametrize("percent", [100, 200])
def test_every_control_has_a_name_and_a_target_of_28_pixels(
    theme: Theme, qtbot: QtBot, control: str, percent: int
) -> None:
    theme.set_text_percent(percent)
    widget = CONTROLS[control](theme)
    qtbot.addWidget(widget)
    widget.show()
    assert _name(widget)
    assert widget.width() >= 28
    assert widget.height() >= 28


def test_names_carry_their_context(theme: Theme, qtbot: QtBot) -> None:
    button = StatusButton(theme, "present", "P", "Present, Elias Brandt")
    link = LinkButton(theme, "Add", name="Add emergency contact, Dana Whitfield")
    for widget in (button, link):
        qtbot.addWidget(widget)
    assert _name(button) == "Present, Elias Brandt"
    assert _name(link) == "Add emergency contact, Dana Whitfield"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_the_focused_button(theme: Theme, qtbot: QtBot, key: Qt.Key) -> None:
    button = PrimaryButton(theme, "Launch session", keys="F5")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, key)


def test_a_status_button_waits_for_the_store(theme: Theme, qtbot: QtBot) -> None:
    button = StatusButton(theme, "absent", "A", "Absent, Hana Kim")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not button.isChecked(), "the click only asks"
    button.setChecked(True)
    assert button.isChecked()


def test_segments_move_with_arrows_and_are_one_tab_stop(theme: Theme, qtbot: QtBot) -> None:
    control = SegmentedControl(theme, [("pdf", "PDF"), ("csv", "CSV"), ("xlsx", "Excel")], name="Format")
    qtbot.addWidget(control)
    heard: list[str] = []
    control.chosen.connect(heard.append)
    QTest.keyClick(control, Qt.Key.Key_Right)
    QTest.keyClick(control, Qt.Key.Key_Left)
    QTest.keyClick(control, Qt.Key.Key_Left)
    assert heard == ["csv", "pdf", "xlsx"]
    stops = [child for child in control.findChildren(QWidget) if child.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert len(stops) == 1
    control.choose("csv")
    assert heard == ["csv", "pdf", "xlsx"], "showing a choice is not choosing"


def test_a_clicked_segment_is_the_tab_stop(theme: Theme, qtbot: QtBot) -> None:
    control = SegmentedControl(theme, [("a", "Mine"), ("b", "Report")], name="Keep")
    qtbot.addWidget(control)
    control.show()
    with qtbot.waitSignal(control.chosen) as heard:
        last = control.childAt(control.width() - 5, 10)
        assert last is not None
        QTest.mouseClick(last, Qt.MouseButton.LeftButton)
    assert heard.args == ["b"]
    assert control.choice() == "b"
    stops = [child for child in control.findChildren(QWidget) if child.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert [_name(stop) for stop in stops] == ["Report"]


def test_the_eye_shows_and_hides_a_secret(theme: Theme, qtbot: QtBot) -> None:
    field = SecretField(theme, "Passphrase")
    qtbot.addWidget(field)
    field.setText("river")
    assert field.displayText() == "•••••"
    eye = _one(field, IconButton)
    QTest.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert field.displayText() == "river"
    assert _name(eye) == "Hide"
    QTest.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert field.echoMode() == QLineEdit.EchoMode.Password


def test_an_invalid_field_says_why(theme: Theme, qtbot: QtBot) -> None:
    field = TextField(theme, "Link")
    qtbot.addWidget(field)
    field.set_invalid(True, "Links begin with https.")
    assert field.accessibleDescription() == "Links begin with https."
    field.set_invalid(False)
    assert not field.accessibleDescription()


def test_esc_empties_a_search_before_it_leaves(theme: Theme, qtbot: QtBot) -> None:
    field = SearchField(theme, "Find a client", keys=("Ctrl+F",))
    qtbot.addWidget(field)
    field.setText("riv")
    with qtbot.assertNotEmitted(field.escaped):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.text()
    with qtbot.waitSignal(field.escaped):
        QTest.keyClick(field, Qt.Key.Key_Escape)


def test_a_label_names_its_field(theme: Theme, qtbot: QtBot) -> None:
    field = QLineEdit()
    box = Labelled(theme, "Vault location", field)
    qtbot.addWidget(box)
    assert _name(field) == "Vault location"


def test_words_keep_their_text_and_escape_markup(theme: Theme, qtbot: QtBot) -> None:
    words = Text(theme, "a < b & c\nnext", wrap=True)
    qtbot.addWidget(words)
    assert words.text() == "a < b & c\nnext"
    assert _name(words) == "a < b & c next".replace(" next", "\nnext")


def test_cut_words_are_whole_in_the_tooltip(theme: Theme, qtbot: QtBot) -> None:
    words = ElidedText(theme, "Intensive outpatient program for adults")
    qtbot.addWidget(words)
    words.resize(80, 20)
    words.show()
    words.grab()
    assert words.toolTip() == words.text()


def _show(qtbot: QtBot, window: QWidget) -> None:
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


def test_the_toast_offers_undo_and_goes_by_itself(theme: Theme, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 600)
    field = TextField(theme, "Somewhere else", parent=host)
    _show(qtbot, host)
    field.setFocus()
    toast = Toast(theme, host)
    toast.show_message("Marked 9 clients present", "Undo")
    assert toast.isVisible()
    assert toast.geometry().bottom() < 600
    toast._clock.setInterval(20)
    toast._clock.start()
    qtbot.waitUntil(lambda: not toast.isVisible(), timeout=1000)
    toast.show_message("Marked 9 clients present", "Undo")
    with qtbot.waitSignal(toast.acted):
        QTest.mouseClick(_one(toast, LinkButton), Qt.MouseButton.LeftButton)
    assert not toast.isVisible()
    assert not toast._clock.isActive()


def test_the_toast_stays_while_it_has_the_focus(theme: Theme, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 600)
    _show(qtbot, host)
    toast = Toast(theme, host)
    toast.show_message("Moved", "Undo")
    _one(toast, LinkButton).setFocus()
    toast._expired()
    assert toast.isVisible()
    _one(toast, LinkButton).clearFocus()
    toast._expired()
    assert not toast.isVisible()
    toast._clock.stop()


def test_a_bar_says_its_sentence_and_can_be_closed(theme: Theme, qtbot: QtBot) -> None:
    bar = InfoBar(theme, Tone.ERROR, "Not saved. The disk is full.", closable=True)
    qtbot.addWidget(bar)
    link = bar.add_action("Details")
    assert bar.accessibleName() == "Not saved. The disk is full."
    assert _name(link) == "Details"
    with qtbot.waitSignal(bar.closed):
        QTest.mouseClick(_one(bar, IconButton), Qt.MouseButton.LeftButton)


def test_strength_is_told_in_words(theme: Theme, qtbot: QtBot) -> None:
    strength = PassphraseStrength(theme)
    qtbot.addWidget(strength)
    strength.show_level(4)
    assert strength.accessibleDescription() == "Strong"
    strength.show_level(9)
    assert strength.accessibleDescription() == "Very strong"


def test_pictures_have_sentences(theme: Theme, qtbot: QtBot) -> None:
    block = BlockWidget(theme, BlockShape(180, BlockStatus.ABSENT), "Absent")
    chip = Chip(theme, "3", "late", name="3 clients late")
    for widget in (block, chip):
        qtbot.addWidget(widget)
    assert _name(block) == "Absent"
    assert _name(chip) == "3 clients late"
    block.show_shape(BlockShape(180, BlockStatus.PRESENT), "Present, 3 hours")
    assert _name(block) == "Present, 3 hours"


def test_an_empty_place_offers_one_step(theme: Theme, qtbot: QtBot) -> None:
    empty = EmptyState(theme, "sun", "No groups today", "Next: Friday at 9:00 AM.", "Open week")
    qtbot.addWidget(empty)
    assert empty.button is not None
    assert _name(empty.button) == "Open week"
    assert EmptyState(theme, "sun", "Nothing left to finish.").button is None


def test_enter_opens_a_row_and_letters_do_nothing(theme: Theme, qtbot: QtBot) -> None:
    table = Table(theme, "Clients")
    qtbot.addWidget(table)
    model = QStandardItemModel(table)
    for name in ("Amara Osei", "Ben Castellano", "Chloe Nakamura"):
        model.appendRow(QStandardItem(name))
    table.setModel(model)
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_C)
    assert table.currentIndex().row() == 0
    QTest.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened) as heard:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert heard.args[0].row() == 1
