"""Private files are replaced whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from coordinator.errors import StoreDiskFailed, StoreFull, StoreReadOnly
from coordinator.vault.private_files import create_private_folder, replace_private, store_errors, write_private


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "vault.json"
    write_private(target, b"old")

    def fail_half_way(temporary: Path) -> None:
        temporary.write_bytes(b"ne")
        raise OSError(28, "made up")

    with pytest.raises(StoreFull), store_errors():
        replace_private(target, fail_half_way)
    assert target.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["vault.json"]


def test_a_planted_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"theirs")
    (tmp_path / "vault.json").symlink_to(tmp_path / "elsewhere")
    write_private(tmp_path / "vault.json", b"ours")
    assert (tmp_path / "elsewhere").read_bytes() == b"theirs"
    assert not (tmp_path / "vault.json").is_symlink()


def test_an_empty_folder_is_taken_over_and_made_private(tmp_path: Path) -> None:
    (tmp_path / "chosen").mkdir(mode=0o755)
    create_private_folder(tmp_path / "chosen")
    assert (tmp_path / "chosen").stat().st_mode & 0o777 == 0o700
    (tmp_path / "chosen" / "letter.txt").touch()
    with pytest.raises(FileExistsError):
        create_private_folder(tmp_path / "chosen")


@pytest.mark.parametrize(
    ("number", "error"), [(28, StoreFull), (13, StoreReadOnly), (30, StoreReadOnly), (5, StoreDiskFailed)]
)
def test_failures_of_the_file_system_come_out_as_what_they_mean(number: int, error: type[Exception]) -> None:
    with pytest.raises(error), store_errors():
        raise OSError(number, "made up")


def test_other_failures_stay_what_they_are() -> None:
    with pytest.raises(FileExistsError), store_errors():
        raise FileExistsError
