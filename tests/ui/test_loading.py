"""Screens are imported while a passphrase is typed: in order, out of the way of unlocking, before they are made."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from ui.loading import LATER, Loading

PROJECT = Path(__file__).parents[2]

MADE_WHEN_WANTED = ("pages.py", "compact_place.py", "workspace.py", "paths.py")
"""Files that import a screen where they make it."""


QUITS_AT_ONCE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from coordinator.clock import SystemClock
from coordinator.settings import Settings
from ui import opening
from ui.startup import Program
opening.harden = lambda: None
app = QApplication(sys.argv[:1])
program = Program(app, Path(sys.argv[1]), Settings(), Path(sys.argv[2]), clock=SystemClock())
assert program.start(locked_at="", session_runs=False)
def leave():
    program._loading.pause()  # as while a vault is being opened
    app.quit()
program._door.in_sight.connect(lambda: QTimer.singleShot(0, leave))
sys.exit(app.exec())
"""


def modules_after(*imports: str) -> set[str]:
    """Give our own modules that a fresh process has imported after `imports`."""
    code = f"import sys, {', '.join(imports)}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )
    return {name for name in done.stdout.split() if name.partition(".")[0] in {"coordinator", "ui"}}


def imported_inside(path: Path) -> set[str]:
    """Give the modules of ours that functions of a file import."""
    functions = (one for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.FunctionDef))
    imports = (one for function in functions for one in ast.walk(function) if isinstance(one, ast.ImportFrom))
    return {f"coordinator.{one.names[0].name}" if one.module == "coordinator" else str(one.module) for one in imports}


@pytest.fixture
def order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two modules, `made_up_one` and `made_up_two`, that write themselves down when they are imported."""
    for name in ("made_up_one", "made_up_two"):
        (tmp_path / f"{name}.py").write_text(f"import made_up_list\nmade_up_list.order.append('{name}')\n", "utf-8")
        monkeypatch.delitem(sys.modules, name, raising=False)
    (tmp_path / "made_up_list.py").write_text("order = []\n", "utf-8")
    monkeypatch.delitem(sys.modules, "made_up_list", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    from made_up_list import order as written  # type: ignore[import-not-found]  # noqa: PLC0415  written above

    found: list[str] = written
    return found


def test_what_is_asked_for_comes_before_the_list(order: list[str]) -> None:
    loading = Loading(("made_up_one", "made_up_two"))
    loading.run(lambda: order.append("first"))
    loading.wait_for_all()
    assert order == ["first", "made_up_one", "made_up_two"]
    assert loading.all_there


def test_the_list_waits_while_something_else_is_in_hand(order: list[str]) -> None:
    loading = Loading(("made_up_one",))
    loading.pause()
    asked = loading.run(lambda: order.append("first"))
    loading.begin_the_rest()
    asked.result(20)
    assert order == ["first"]
    assert not loading.all_there
    loading.wait_for_all()
    assert order == ["first", "made_up_one"]


def test_a_program_that_ends_leaves_the_rest(order: list[str]) -> None:
    started, may_end = Event(), Event()
    loading = Loading(("made_up_one",))

    def import_slowly() -> None:
        started.set()
        may_end.wait(20)

    loading.run(import_slowly)
    loading.begin_the_rest()
    started.wait(20)
    loading.pause()
    may_end.set()
    loading.stop()
    assert order == []


def test_an_import_that_fails_is_told_to_whoever_waits() -> None:
    loading = Loading(("made_up_and_absent",))
    with pytest.raises(ModuleNotFoundError, match="made_up_and_absent"):
        loading.wait_for_all()


def test_the_day_needs_none_of_the_modules_that_come_later() -> None:
    day = modules_after("ui.startup", "ui.workspace")
    assert not set(LATER) & day
    assert not {"coordinator.attendance.reports", "coordinator.interchange", "coordinator.summaries.pdf"} & day
    assert not [module for module in day if module.startswith("coordinator.packet")]


def test_opening_a_vault_needs_no_feature_above_who_works_here() -> None:
    opening = {module.split(".")[1] for module in modules_after("coordinator.bootstrap") if "." in module}
    assert not opening & {"attendance", "interchange", "notes", "packet", "sessions", "summaries", "telehealth"}


def test_whatever_a_page_is_made_of_was_imported_beforehand() -> None:
    inside = {module for name in MADE_WHEN_WANTED for module in imported_inside(PROJECT / "ui" / name)}
    inside -= {"ui.first_run"}  # whoever chose something on the first run has seen it
    assert inside
    assert inside - modules_after("ui.startup", "ui.workspace", *LATER) == set()


def test_whoever_quits_while_a_vault_is_opened_has_quit(tmp_path: Path) -> None:
    own = {"XDG_STATE_HOME": str(tmp_path / "state"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    done = subprocess.run(
        [sys.executable, "-c", QUITS_AT_ONCE, str(tmp_path / "vault"), str(tmp_path / "settings.toml")],
        cwd=PROJECT,
        env={**os.environ, **own},
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0
