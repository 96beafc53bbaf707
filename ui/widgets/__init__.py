"""Small reusable widgets. A screen imports them from here: `from ui.widgets import Button, Card`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.widgets.blocks import (
        BlockStrip,
        BlockWidget,
        HoursBar,
        Ribbon,
    )
    from ui.widgets.button import (
        Button,
        ButtonKind,
        ButtonSize,
        IconButton,
        PrimaryButton,
    )
    from ui.widgets.chip import (
        Chip,
    )
    from ui.widgets.choices import (
        CheckBox,
        ComboBox,
        RadioButton,
        Switch,
    )
    from ui.widgets.empty_state import (
        EmptyState,
        IconTile,
    )
    from ui.widgets.fields import (
        Labelled,
        SearchField,
        SecretField,
        TextField,
    )
    from ui.widgets.focus_ring import (
        FocusRing,
    )
    from ui.widgets.headers import (
        InspectorPanel,
        PageHeader,
        ScrollColumn,
        SectionHeader,
        SessionHeader,
    )
    from ui.widgets.info_bar import (
        InfoBar,
        Tone,
        announce,
        icon_label,
    )
    from ui.widgets.keycap import (
        Keycap,
        KeyHint,
    )
    from ui.widgets.layouts import (
        clear_layout,
        column,
        row,
        widgets_of,
    )
    from ui.widgets.link_button import (
        LinkButton,
    )
    from ui.widgets.meters import (
        CapacityCells,
        HeatCell,
        HeatTone,
        KeyFigure,
        PassphraseStrength,
        paint_heat,
    )
    from ui.widgets.pick_list import (
        PickList,
    )
    from ui.widgets.progress import (
        ProgressPanel,
    )
    from ui.widgets.radio_card import (
        RadioCard,
    )
    from ui.widgets.segmented import (
        SegmentedControl,
    )
    from ui.widgets.status_button import (
        StatusButton,
        StatusMark,
    )
    from ui.widgets.surfaces import (
        Card,
        Divider,
        GroupBar,
        Logo,
        Panel,
    )
    from ui.widgets.table import (
        CellDelegate,
        Table,
    )
    from ui.widgets.text import (
        ElidedText,
        Text,
    )
    from ui.widgets.toast import (
        Toast,
    )
    from ui.widgets.two_columns import (
        TwoColumns,
    )

_HOMES = {
    "blocks": ("BlockStrip", "BlockWidget", "HoursBar", "Ribbon"),
    "button": ("Button", "ButtonKind", "ButtonSize", "IconButton", "PrimaryButton"),
    "chip": ("Chip",),
    "choices": ("CheckBox", "ComboBox", "RadioButton", "Switch"),
    "empty_state": ("EmptyState", "IconTile"),
    "fields": ("Labelled", "SearchField", "SecretField", "TextField"),
    "focus_ring": ("FocusRing",),
    "headers": ("InspectorPanel", "PageHeader", "ScrollColumn", "SectionHeader", "SessionHeader"),
    "info_bar": ("InfoBar", "Tone", "announce", "icon_label"),
    "keycap": ("KeyHint", "Keycap"),
    "layouts": ("clear_layout", "column", "row", "widgets_of"),
    "link_button": ("LinkButton",),
    "meters": ("CapacityCells", "HeatCell", "HeatTone", "KeyFigure", "PassphraseStrength", "paint_heat"),
    "pick_list": ("PickList",),
    "progress": ("ProgressPanel",),
    "radio_card": ("RadioCard",),
    "segmented": ("SegmentedControl",),
    "status_button": ("StatusButton", "StatusMark"),
    "surfaces": ("Card", "Divider", "GroupBar", "Logo", "Panel"),
    "table": ("CellDelegate", "Table"),
    "text": ("ElidedText", "Text"),
    "toast": ("Toast",),
    "two_columns": ("TwoColumns",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "BlockStrip",
    "BlockWidget",
    "Button",
    "ButtonKind",
    "ButtonSize",
    "CapacityCells",
    "Card",
    "CellDelegate",
    "CheckBox",
    "Chip",
    "ComboBox",
    "Divider",
    "ElidedText",
    "EmptyState",
    "FocusRing",
    "GroupBar",
    "HeatCell",
    "HeatTone",
    "HoursBar",
    "IconButton",
    "IconTile",
    "InfoBar",
    "InspectorPanel",
    "KeyFigure",
    "KeyHint",
    "Keycap",
    "Labelled",
    "LinkButton",
    "Logo",
    "PageHeader",
    "Panel",
    "PassphraseStrength",
    "PickList",
    "PrimaryButton",
    "ProgressPanel",
    "RadioButton",
    "RadioCard",
    "Ribbon",
    "ScrollColumn",
    "SearchField",
    "SecretField",
    "SectionHeader",
    "SegmentedControl",
    "SessionHeader",
    "StatusButton",
    "StatusMark",
    "Switch",
    "Table",
    "Text",
    "TextField",
    "Toast",
    "Tone",
    "TwoColumns",
    "announce",
    "clear_layout",
    "column",
    "icon_label",
    "paint_heat",
    "row",
    "widgets_of",
]


def __getattr__(name: str) -> object:
    """Import a widget's own file when the widget is first asked for: the first window needs few of them."""
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(name)
    found: object = getattr(import_module(f"ui.widgets.{home}"), name)
    globals()[name] = found
    return found
