"""What the program ships and does not compute: icons, fonts, styles, templates, the sample clinic."""

from functools import cache
from pathlib import Path

__all__ = ["FOLDER", "font_files", "icon_svg", "style_template", "tokens_json"]

FOLDER = Path(__file__).parent
"""Where the shipped files lie. Reading them never needs the vault or a network."""


def tokens_json() -> str:
    """The text of `tokens.json`: every colour, size and status of the design."""
    return (FOLDER / "tokens.json").read_text(encoding="utf-8")


def font_files() -> tuple[Path, ...]:
    """The Inter and Inter Display files (SIL Open Font License), for the screen and for PDF."""
    return tuple(sorted((FOLDER / "fonts").glob("*.ttf")))


@cache
def icon_svg(name: str) -> str:
    """The Lucide drawing called `name`, without its licence comment.

    Raises FileNotFoundError when no such icon is shipped.
    """
    text = (FOLDER / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return text[text.index("<svg") :]


def style_template(name: str) -> str:
    """The style sheet template called `name`, with $placeholders for colours and sizes."""
    return (FOLDER / "styles" / f"{name}.qss").read_text(encoding="utf-8")
