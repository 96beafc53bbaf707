"""start.py in a project of its own: the same file, with a lock file of one tiny package made here."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Stands for hatchling, pytest and the program: it says how it was called.
BACKEND = """
import zipfile
def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "program-1.0-py3-none-any.whl"
    with zipfile.ZipFile(f"{folder}/{name}", "w") as wheel:
        info = "program-1.0.dist-info"
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\\nName: program\\nVersion: 1.0\\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{info}/entry_points.txt", "[console_scripts]\\ncoordinator = tiny_backend:main\\n")
        wheel.writestr(f"{info}/RECORD", "")
    return name
def main():
    import os, pathlib, sys
    folder = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
    folder.mkdir(exist_ok=True)
    (folder / "today.png").write_text(" ".join(sys.argv[1:2]) + os.environ["QT_QPA_PLATFORM"])
"""
PYTEST = "import os, sys; print(os.environ['QT_QPA_PLATFORM'], *sys.argv[1:]); print('no tests ran'); sys.exit(5)"
PYPROJECT = (
    '[build-system]\nrequires = []\nbuild-backend = "tiny_backend"\n[project]\nname = "program"\nversion = "1.0"\n'
)


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with start.py, a lock file and the one wheel it names."""

    root: Path

    def lock_the_wheel(self) -> None:
        wheel = self.root / "tiny-1.0-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as contents:
            contents.writestr("tiny_backend.py", BACKEND)
            contents.writestr("pytest/__main__.py", PYTEST)
            contents.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
            contents.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
            contents.writestr("tiny-1.0.dist-info/RECORD", "")
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        line = f"tiny @ {wheel.as_uri()} --hash=sha256:{digest}\n"
        (self.root / "requirements.lock").write_text(line, "utf-8")

    def start(self, *arguments: str, display: str = "") -> subprocess.CompletedProcess[str]:
        env = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
        if display:
            env["DISPLAY"] = display
        return subprocess.run(
            [sys.executable, str(self.root / "start.py"), *arguments],
            capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, env=env,
        )  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("a project with spaces")
    (root / "start.py").write_bytes((ROOT / "start.py").read_bytes())
    (root / "pyproject.toml").write_text(PYPROJECT, "utf-8")
    made = Project(root)
    made.lock_the_wheel()
    return made


@pytest.fixture
def prepared(project: Project) -> Project:
    result = project.start("setup")
    assert result.returncode == 0, result.stdout + result.stderr
    return project


@pytest.fixture
def start() -> ModuleType:
    """start.py as a module."""
    specification = importlib.util.spec_from_file_location("start_under_test", ROOT / "start.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_a_package_that_is_not_the_pinned_one_is_refused(project: Project) -> None:
    wheel = next(project.root.glob("*.whl"))
    pinned = wheel.read_bytes()
    wheel.write_bytes(pinned + b"another")
    refused = project.start("setup")
    wheel.write_bytes(pinned)
    assert refused.returncode == 1
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in refused.stderr
    assert project.start("setup").returncode == 0


def test_each_phase_is_one_line(project: Project) -> None:
    (project.root / ".venv" / "prepared").unlink(missing_ok=True)
    lines = project.start("setup").stdout.splitlines()
    assert [line.split(" ... ")[0] for line in lines[-3:]] == [
        "Installing the 1 packages of requirements.lock",
        "Installing the program into .venv",
        "Everything is in place. Open the desktop with: python3 start.py",
    ]


def test_a_second_run_adds_at_most_a_second(prepared: Project) -> None:
    began = time.monotonic()
    result = prepared.start("setup")
    assert time.monotonic() - began < 1
    assert result.stdout.splitlines() == ["Everything is in place. Open the desktop with: python3 start.py"]


def test_a_changed_lock_file_is_followed(prepared: Project) -> None:
    lock = prepared.root / "requirements.lock"
    lock.write_text(lock.read_text("utf-8") + "# renewed\n", "utf-8")
    assert "Installing the 1 packages" in prepared.start("setup").stdout
    assert "Installing" not in prepared.start("setup").stdout


def test_a_moved_folder_gets_a_new_environment(prepared: Project) -> None:
    moved = Project(prepared.root.rename(prepared.root.with_name("moved")))
    moved.lock_the_wheel()
    assert "Making .venv" in moved.start("setup").stdout
    moved.root.rename(prepared.root)
    prepared.lock_the_wheel()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_without_a_display_the_tour_is_played(prepared: Project) -> None:
    result = prepared.start()
    folder = prepared.root / "tour"
    assert result.returncode == 0, result.stderr
    assert "There is no display here" in result.stdout
    assert f"The pictures and files of the tour are in {folder}" in result.stdout
    assert (folder / "today.png").read_text() == "touroffscreen"


def test_a_run_of_no_test_fails_and_arguments_reach_pytest(prepared: Project) -> None:
    result = prepared.start("test", "-k", "start")
    assert result.stdout.splitlines()[-2:] == ["offscreen -k start", "no tests ran"]
    assert result.returncode == 5


def test_all_adds_the_long_runs(prepared: Project) -> None:
    assert "offscreen -m not benchmark -x" in prepared.start("test", "--all", "-x").stdout


@pytest.mark.parametrize("arguments", [("tset",), ("setup", "now"), ("--all",)])
def test_a_wrong_word_shows_the_usage(project: Project, arguments: tuple[str, ...]) -> None:
    result = project.start(*arguments)
    assert result.returncode == 2
    assert "python3 start.py test" in result.stderr


def test_help_is_no_error(project: Project) -> None:
    result = project.start("--help")
    assert (result.returncode, result.stderr) == (0, "")
    assert "python3 start.py check" in result.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt brings everything elsewhere")
class TestSystemPackages:
    def test_everything_is_here_when_tests_run(self, start: ModuleType) -> None:
        assert start.missing_packages(for_tests=True) == []

    def test_without_rights_the_one_line_to_run_is_printed(
        self, start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(start, "QT_LIBRARIES", {"libnot-there.so.9": "libnot-there9"})
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        assert start.main(["setup"]) == 3
        assert "sudo apt-get install -y --no-install-recommends libnot-there9" in capsys.readouterr().err

    def test_another_distribution_is_told_the_names(
        self, start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(start, "QT_LIBRARIES", {"libnot-there.so.9": "libnot-there9"})
        monkeypatch.setenv("PATH", "/nowhere")
        assert start.main(["setup"]) == 3
        assert "libnot-there9" in capsys.readouterr().err


def test_an_old_python_is_refused_with_a_sentence(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "OLDEST", (3, 99))
    assert start.main([]) == 2
    assert "is needed" in capsys.readouterr().err


def test_ci_runs_what_a_developer_types() -> None:
    lines = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert lines[-1] == "python3 start.py test"
    assert "set -euo pipefail" in lines
