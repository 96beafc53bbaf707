"""The theme for the kit's tests: one per program, put back to light and 100 % before each test."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.theme import SchemeChoice, Theme


@pytest.fixture(scope="session")
def one_theme(qapp: QApplication) -> Theme:
    return Theme(qapp, scheme=SchemeChoice.LIGHT)


@pytest.fixture
def theme(one_theme: Theme) -> Iterator[Theme]:
    one_theme.set_scheme(SchemeChoice.LIGHT)
    one_theme.set_text_percent(100)
    yield one_theme
    one_theme.set_scheme(SchemeChoice.LIGHT)
    one_theme.set_text_percent(100)
