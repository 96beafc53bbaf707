"""What a plan would clash with, as sentences: who, with what, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication

from coordinator.sessions import Clash, ClashKind
from ui.formats import Formats, counted

MOST_NAMED = 2


def _tr(source: str) -> str:
    return QCoreApplication.translate("Week", source)


def clash_sentences(clashes: Iterable[Clash], formats: Formats, shown: Callable[[str], str]) -> tuple[str, ...]:
    """Give one sentence for each clash, such as "Renee Alvarado leads DBT Skills, Fri Mar 13, 10:00 – 11:00 AM".

    `shown` gives a name as it may stand on screen now.
    """
    return tuple(_sentence(one, formats, shown) for one in clashes)


def _sentence(clash: Clash, formats: Formats, shown: Callable[[str], str]) -> str:
    if clash.kind is ClashKind.CAPACITY:
        whole = counted("Week", "%n client(s) are enrolled, but the group has %1 places.", clash.enrolled)
        return whole.replace("%1", str(clash.capacity))
    wholes = {
        ClashKind.FACILITATOR: _tr("%1 leads %2, %3."),
        ClashKind.CLIENT: _tr("%1 is in %2, %3.") if len(clash.names) == 1 else _tr("%1 are in %2, %3."),
        ClashKind.LINK: _tr("%2 has the same link, %3."),
    }
    whole = wholes[clash.kind].replace("%1", _names(clash, shown)).replace("%2", clash.other_group_name)
    sentence = whole.replace("%3", _when(clash, formats))
    if clash.times > 1:
        sentence += " " + counted("Week", "On %n date(s) in half a year.", clash.times)
    return sentence


def _names(clash: Clash, shown: Callable[[str], str]) -> str:
    # The person who leads is no secret; clients are named as every screen names them.
    names = list(clash.names) if clash.kind is ClashKind.FACILITATOR else [shown(one) for one in clash.names]
    if len(names) <= MOST_NAMED:
        return _tr("%1 and %2").replace("%1", names[0]).replace("%2", names[1]) if len(names) > 1 else "".join(names)
    more = counted("Week", "%1, %2 and %n more", len(names) - MOST_NAMED)
    return more.replace("%1", names[0]).replace("%2", names[1])


def _when(clash: Clash, formats: Formats) -> str:
    starts, ends = clash.other_starts_at or clash.starts_at, clash.other_ends_at or clash.ends_at
    return f"{formats.short_day(formats.date_of(starts))}, {formats.time_range(starts, ends)}"
