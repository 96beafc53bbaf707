"""The tools that judge the whole tree: lint, format, types, imports, spelling, settings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

TOOLS = {
    "lint": ("ruff", "check", "."),
    "format": ("ruff", "format", "--check", "."),
    "types": ("mypy",),
    "imports": ("lint-imports",),
    "spelling": ("codespell",),
    "settings": ("validate-pyproject", "pyproject.toml"),
}


@pytest.mark.parametrize("name", TOOLS)
def test_the_tree_is_clean(name: str) -> None:
    tool, *arguments = TOOLS[name]
    program = Path(sys.executable).with_name(tool + Path(sys.executable).suffix)
    result = subprocess.run([program, *arguments], capture_output=True, text=True, check=False, cwd=ROOT)
    assert result.returncode == 0, f"{result.stdout}\n{result.stderr}"
