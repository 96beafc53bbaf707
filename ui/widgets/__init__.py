"""Small reusable widgets. A screen imports them from here: `from ui.widgets import Button, Card`."""

from ui.widgets.blocks import BlockStrip, BlockWidget, HoursBar, Ribbon
from ui.widgets.button import Button, ButtonKind, ButtonSize, IconButton, PrimaryButton
from ui.widgets.chip import Chip
from ui.widgets.choices import CheckBox, ComboBox, RadioButton, Switch
from ui.widgets.empty_state import EmptyState, IconTile
from ui.widgets.fields import Labelled, SearchField, SecretField, TextField
from ui.widgets.focus_ring import FocusRing
from ui.widgets.headers import InspectorPanel, PageHeader, ScrollColumn, SectionHeader, SessionHeader
from ui.widgets.info_bar import InfoBar, Tone, announce, icon_label
from ui.widgets.keycap import Keycap, KeyHint
from ui.widgets.layouts import clear_layout, column, row
from ui.widgets.link_button import LinkButton
from ui.widgets.meters import CapacityCells, HeatCell, HeatTone, KeyFigure, PassphraseStrength, paint_heat
from ui.widgets.radio_card import RadioCard
from ui.widgets.segmented import SegmentedControl
from ui.widgets.status_button import StatusButton, StatusMark
from ui.widgets.surfaces import Card, Divider, GroupBar, Logo, Panel
from ui.widgets.table import CellDelegate, Table
from ui.widgets.text import ElidedText, Text
from ui.widgets.toast import Toast

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
    "PrimaryButton",
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
    "announce",
    "clear_layout",
    "column",
    "icon_label",
    "paint_heat",
    "row",
]
