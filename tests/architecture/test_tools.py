"""The tools that judge the whole tree, as `start.py check` runs them."""

from __future__ import annotations

import subprocess

import pytest

from start import CHECKS, ROOT, in_venv


@pytest.mark.parametrize("name", [name for name in CHECKS if name != "structure"])
def test_the_tree_is_clean(name: str) -> None:
    tool, *arguments = CHECKS[name]
    result = subprocess.run([in_venv(tool), *arguments], capture_output=True, text=True, check=False, cwd=ROOT)
    assert result.returncode == 0, f"{result.stdout}\n{result.stderr}"
