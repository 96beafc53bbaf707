"""Draws the shell and every widget into PNG files.

Run as QT_QPA_PLATFORM=offscreen python -m tests.ui.kit.gallery FOLDER.
"""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.ui.kit.fake_today import FakeToday
from tests.ui.kit.widget_sheet import WidgetSheet
from ui.main_window import MainWindow
from ui.page import Page, Place
from ui.theme import SchemeChoice, Theme
from ui.widgets import EmptyState, FocusRing, Tone, column


class _Empty(Page):
    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.title = name
        self.setLayout(column(EmptyState(theme, "sun", f"Nothing on {name}", "One next step.", "Open week")))


def settle(app: QApplication) -> None:
    for _ in range(5):
        app.processEvents()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    theme = Theme(app, scheme=SchemeChoice.LIGHT)
    ring = FocusRing(theme, app)
    pages: dict[Place, Page] = {Place.TODAY: FakeToday(theme)}
    for place in (Place.WEEK, Place.GROUPS, Place.CLIENTS, Place.REPORTS, Place.SETTINGS):
        pages[place] = _Empty(theme, place.value)
    window = MainWindow(theme, "Session Coordinator", "Alder Street IOP", tuple(pages), pages.__getitem__)
    window.resize(1280, 768)
    window.sidebar.set_badge(Place.TODAY, "4")
    window.sidebar.set_backup("Backed up 8:12 AM")
    window.show()
    window.activateWindow()
    settle(app)
    window.page(Place.TODAY).activate()
    settle(app)
    window.grab().save(str(folder / "today.png"))
    theme.set_scheme(SchemeChoice.DARK)
    settle(app)
    window.grab().save(str(folder / "today-dark.png"))
    theme.set_scheme(SchemeChoice.LIGHT)
    window.sidebar.show_live("Mood & Anxiety", "1:14")
    window.show_toast("Marked 9 clients present", undo=True)
    window.show_message(Tone.WARNING, "Zoom did not open.", action="Copy link")
    window.resize(1000, 700)
    settle(app)
    window.grab().save(str(folder / "narrow.png"))
    theme.set_text_percent(200)
    window.resize(1280, 768)
    settle(app)
    window.grab().save(str(folder / "today-200.png"))
    window.show_place(Place.WEEK)
    settle(app)
    window.grab().save(str(folder / "empty-200.png"))
    theme.set_text_percent(100)
    window.cover()
    settle(app)
    window.grab().save(str(folder / "cover.png"))
    window.hide()
    for name, scheme, percent in (
        ("light", SchemeChoice.LIGHT, 100),
        ("dark", SchemeChoice.DARK, 100),
        ("200", SchemeChoice.LIGHT, 200),
    ):
        theme.set_scheme(scheme)
        theme.set_text_percent(percent)
        sheet = WidgetSheet(theme)
        sheet.resize(1280 if percent == 100 else 2000, 1000)
        sheet.show()
        settle(app)
        sheet.grab().save(str(folder / f"widgets-{name}.png"))
        sheet.close()
    del ring


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("gallery"))
