"""Garbage is collected on the interface thread only.

Python looks for unreachable cycles on whichever thread happens to allocate. Widgets in such a cycle would then be
destroyed by the store's thread, and Qt allows nobody but the interface thread to destroy a widget: the program would
end at once, without a word.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 500


class CollectsHere(QObject):
    """Turns Python's own collecting off and does the same by a timer, with the same thresholds, on this thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.setInterval(INTERVAL_MS)
        timer.timeout.connect(collect_what_is_due)
        timer.start()


def collect_what_is_due() -> None:
    """Collect the oldest generation that has reached its threshold, and with it the younger ones."""
    for generation in (2, 1, 0):
        limit = gc.get_threshold()[generation]
        if limit and gc.get_count()[generation] > limit:
            gc.collect(generation)
            return
