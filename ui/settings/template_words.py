"""The words of what can be wrong with a note template."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from coordinator.notes import TemplateFault, TemplateRefused
from ui.error_messages import ErrorMessage, Where, describe


def _tr(source: str) -> str:
    return QCoreApplication.translate("Templates", source)


@describe.register
def _refused(error: TemplateRefused) -> ErrorMessage:
    sentences: dict[StrEnum, str] = {
        TemplateFault.NO_TITLE: _tr("Give the template a name."),
        TemplateFault.TITLE_TAKEN: _tr("Another template has this name."),
        TemplateFault.TOO_LONG: _tr("A name has at most 60 characters, a hint at most 120."),
        TemplateFault.NO_SECTION: _tr("A template needs a section to write in."),
        TemplateFault.TOO_MANY_SECTIONS: _tr("A template has at most 12 sections."),
        TemplateFault.SECTION_WITHOUT_TITLE: _tr("Give each section a name."),
        TemplateFault.SECTION_TWICE: _tr("Two sections have the same name."),
        TemplateFault.LAST_OF_ITS_KIND: _tr("One template of each kind must stay. Add another one first."),
    }
    return ErrorMessage(_tr("Not saved."), sentences[error.fault], Where.BAR)
