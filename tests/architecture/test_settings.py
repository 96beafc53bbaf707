"""pyproject.toml and the lock file: every exception has its reason, every package its hash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.sources import ROOT, name_of, python_files

PYPROJECT = (ROOT / "pyproject.toml").read_text("utf-8")
SETTINGS = tomllib.loads(PYPROJECT)
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PINS = {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", LOCK, re.MULTILINE)}
EXCEPTION = re.compile(r'^\s+"[A-Z]+\d*",?(.*)$', re.MULTILINE)
REASON = re.compile(r"\s*#\s*\S+(\s+\S+){2,}")


def test_every_rule_that_is_off_has_its_reason_beside_it() -> None:
    lint = PYPROJECT[PYPROJECT.index("[tool.ruff.lint]") : PYPROJECT.index("[tool.ruff.lint.flake8-tidy-imports]")]
    exceptions = list(EXCEPTION.finditer(lint))
    codes = [*SETTINGS["tool"]["ruff"]["lint"]["ignore"]]
    codes += [code for group in SETTINGS["tool"]["ruff"]["lint"]["per-file-ignores"].values() for code in group]
    assert len(exceptions) == len(codes), "one code a line, so that each can have its reason"
    assert [line[0].strip() for line in exceptions if not REASON.match(line[1])] == []


@pytest.mark.parametrize("path", python_files("coordinator", "ui", "resources"), ids=name_of)
def test_every_exception_in_the_code_has_its_reason_beside_it(path: Path) -> None:
    """After the codes come words. mypy sees to `type: ignore`; an import inside a function has one reason always."""
    bare = re.compile(r"#\s*noqa(?!: PLC0415)(?!: [A-Z]+\d+(, ?[A-Z]+\d+)*[\s#–-]+\S)")
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    assert [f"line {number}: {line.strip()}" for number, line in lines if bare.search(line)] == []


def test_every_pinned_package_has_a_hash_and_no_address() -> None:
    entries = [entry for entry in re.split(r"^(?=\w)", LOCK, flags=re.MULTILINE) if not entry.startswith("#")]
    assert len(entries) == len(PINS)
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert not re.search(r"https?:|file:|--index|--find-links|--trusted", LOCK)


@pytest.mark.parametrize("asked", [*SETTINGS["project"]["dependencies"], *SETTINGS["dependency-groups"]["dev"]])
def test_the_lock_file_has_what_the_project_asks_for(asked: str) -> None:
    requirement = Requirement(asked)
    assert requirement.specifier.contains(PINS[canonicalize_name(requirement.name)])


def test_pre_commit_runs_the_pinned_versions() -> None:
    text = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    named = re.findall(r'"?([\w-]+)==([\w.]+)"?', text)
    assert named
    assert [(name, version) for name, version in named if PINS.get(canonicalize_name(name), version) != version] == []
