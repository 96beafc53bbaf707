"""What goes wrong with a keyring is told apart, and nothing but a trusted one is used."""

from __future__ import annotations

import errno
import gc
import signal
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import secretstorage
from keyring.backend import KeyringBackend as LibraryBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.backends.SecretService import Keyring as SecretServiceKeyring
from keyring.errors import KeyringLocked, PasswordSetError

from coordinator.errors import BackendChanged, SecretsProblem, SecretsUnavailable
from coordinator.vault.keyring_adapter import (
    KeyringBackend,
    KeyringSecrets,
    platform_backend,
    probe,
    require_backend,
    trusted_name,
)
from coordinator.vault.secret_item import LONGEST_ITEM, SecretItem, item_name, read_item, write_item
from tests.coordinator.vault.conftest import KeyringDaemon
from tests.fakes import MemorySecrets

ITEM = item_name("0" * 32)

leaves_a_socket_open = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""The `keyring` library does, where a collection cannot be had; it is closed when Python collects it."""


class Steered(SecretServiceKeyring):
    """A backend of the trusted class whose answers a test chooses."""

    def __init__(self, answer: Callable[[], str | None], store: Callable[[], None] = lambda: None) -> None:
        self.answer = answer
        self.store = store

    def get_password(self, service: str, username: str) -> str | None:
        return self.answer()

    def set_password(self, service: str, username: str, password: str) -> None:
        self.store()


def failing(error: Exception) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


def problem_of_writing(secrets: KeyringSecrets) -> SecretsProblem:
    with pytest.raises(SecretsUnavailable) as refused:
        secrets.write(ITEM, "made up")
    return refused.value.problem


@pytest.mark.parametrize("backend", [NullKeyring(), ChainerBackend()], ids=["null", "chainer"])
def test_only_listed_backends_are_trusted(backend: LibraryBackend) -> None:
    assert problem_of_writing(KeyringSecrets(backend)) is SecretsProblem.NOT_TRUSTED


def test_a_planted_backend_never_sees_a_secret() -> None:
    seen: list[str] = []

    class Planted:
        def get_password(self, service: str, username: str) -> str | None:
            return seen[-1] if seen else None

        def set_password(self, service: str, username: str, password: str) -> None:
            seen.append(password)

        def delete_password(self, service: str, username: str) -> None:
            seen.clear()

    assert problem_of_writing(KeyringSecrets(Planted())) is SecretsProblem.NOT_TRUSTED
    assert seen == []


def test_the_library_without_a_backend_is_named_as_absent() -> None:
    assert problem_of_writing(KeyringSecrets(FailKeyring())) is SecretsProblem.ABSENT


def test_the_environment_does_not_choose_the_backend(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nobody'}")
    with pytest.raises(SecretsUnavailable) as refused:
        platform_backend()
    assert refused.value.problem is SecretsProblem.ABSENT


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (KeyringLocked("made up"), SecretsProblem.LOCKED),
        (ConnectionResetError(), SecretsProblem.DIED),
        (BrokenPipeError(), SecretsProblem.DIED),
        (EOFError(), SecretsProblem.DIED),
        (ValueError("anything"), SecretsProblem.DIED),
        (PasswordSetError("made up"), SecretsProblem.DIED),
        (OSError(errno.ENOSPC, "made up"), SecretsProblem.FULL),
    ],
)
def test_each_failure_has_its_meaning(error: Exception, problem: SecretsProblem) -> None:
    assert problem_of_writing(KeyringSecrets(Steered(lambda: None, failing(error)))) is problem


def test_the_secret_is_in_no_error_message() -> None:
    secrets = KeyringSecrets(Steered(lambda: None, failing(ValueError("made up secret"))))
    with pytest.raises(SecretsUnavailable) as refused:
        secrets.write(ITEM, "made up secret")
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
    assert "secret" not in str(refused.value)


def test_another_value_read_back_is_noticed() -> None:
    assert problem_of_writing(KeyringSecrets(Steered(lambda: "another"))) is SecretsProblem.MISMATCH
    assert problem_of_writing(KeyringSecrets(Steered(lambda: None))) is SecretsProblem.MISMATCH


def test_what_is_too_long_for_windows_is_refused_everywhere() -> None:
    with pytest.raises(SecretsUnavailable) as refused:
        KeyringSecrets(Steered(lambda: None)).write(ITEM, "x" * (LONGEST_ITEM + 1))
    assert refused.value.problem is SecretsProblem.FULL
    assert len(SecretItem(bytes(32), 10**12, "f" * 64).to_text()) < LONGEST_ITEM / 4


def test_a_hanging_keyring_is_given_up_and_a_late_call_never_begins() -> None:
    release = threading.Event()
    written: list[str] = []

    def hang() -> None:
        release.wait(10)

    secrets = KeyringSecrets(Steered(lambda: None, hang), timeout_seconds=0.1)
    began = time.perf_counter()
    assert problem_of_writing(secrets) is SecretsProblem.TIMED_OUT

    def answer_late() -> str | None:
        written.append("late")
        return None

    waiting = KeyringSecrets(Steered(answer_late), timeout_seconds=0.1)
    waiting._thread = secrets._thread
    with pytest.raises(SecretsUnavailable) as refused:
        waiting.read(ITEM)
    assert refused.value.problem is SecretsProblem.TIMED_OUT
    assert time.perf_counter() - began < 2
    release.set()
    secrets._thread.run(lambda: None, 5)
    assert written == []


def test_a_changed_keyring_names_both() -> None:
    with pytest.raises(BackendChanged) as refused:
        require_backend(MemorySecrets(), "secret-service")
    assert (refused.value.recorded, refused.value.found) == ("secret-service", "memory")


@pytest.mark.parametrize(
    ("kept", "problem"),
    [
        (None, SecretsProblem.ITEM_MISSING),
        ("", SecretsProblem.ITEM_DAMAGED),
        ("[]", SecretsProblem.ITEM_DAMAGED),
        ('{"device_secret": "AAAA", "sequence": 1, "head": ""}', SecretsProblem.ITEM_DAMAGED),
    ],
)
def test_a_missing_or_damaged_item_is_named(kept: str | None, problem: SecretsProblem) -> None:
    secrets = MemorySecrets()
    if kept is not None:
        secrets.items[ITEM] = kept
    with pytest.raises(SecretsUnavailable) as refused:
        read_item(secrets, "0" * 32)
    assert refused.value.problem is problem


def test_an_item_reads_back_and_hides_its_secret() -> None:
    secrets = MemorySecrets()
    item = SecretItem(bytes(range(32)), 41, "ab" * 32)
    write_item(secrets, "0" * 32, item)
    assert read_item(secrets, "0" * 32) == item
    assert "device_secret" not in repr(item)


class TestWithTheRealDaemon:
    def test_secrets_are_kept_read_back_replaced_and_forgotten(self, own_keyring: KeyringDaemon) -> None:
        secrets = KeyringSecrets()
        assert probe(secrets) == "secret-service"
        assert secrets.read(ITEM) is None
        secrets.write(ITEM, "first")
        secrets.write(ITEM, "second")
        assert KeyringSecrets().read(ITEM) == "second"
        secrets.delete(ITEM)
        secrets.delete(ITEM)
        assert secrets.read(ITEM) is None

    def test_the_environment_does_not_steer_the_backend(
        self, own_keyring: KeyringDaemon, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KEYRING_PROPERTY_PREFERRED_COLLECTION", "/org/freedesktop/secrets/collection/planted")
        backend = platform_backend()
        assert trusted_name(backend) == "secret-service"
        assert not hasattr(backend, "preferred_collection")

    def test_a_stopped_daemon_is_given_up_after_the_time_limit(self, own_keyring: KeyringDaemon) -> None:
        secrets = KeyringSecrets(timeout_seconds=0.5)
        assert secrets.read(ITEM) is None
        own_keyring.daemon.send_signal(signal.SIGSTOP)
        began = time.perf_counter()
        assert problem_of_writing(secrets) is SecretsProblem.TIMED_OUT
        assert time.perf_counter() - began < 2
        own_keyring.daemon.send_signal(signal.SIGCONT)
        secrets._thread.run(lambda: None, 5)

    @leaves_a_socket_open
    def test_a_killed_daemon_is_named(self, own_keyring: KeyringDaemon) -> None:
        secrets = KeyringSecrets()
        assert secrets.read(ITEM) is None
        own_keyring.daemon.kill()
        own_keyring.daemon.wait()
        assert problem_of_writing(secrets) in {SecretsProblem.ABSENT, SecretsProblem.DIED}
        gc.collect()

    @leaves_a_socket_open
    def test_a_locked_keyring_is_named(self, own_keyring: KeyringDaemon) -> None:
        with closing(secretstorage.dbus_init()) as bus:
            secretstorage.get_default_collection(bus).lock()
        assert problem_of_writing(KeyringSecrets()) in {SecretsProblem.LOCKED, SecretsProblem.TIMED_OUT}
        gc.collect()


def test_the_adapter_fits_what_the_library_offers() -> None:
    backend: KeyringBackend = Steered(lambda: None)
    assert trusted_name(backend) == "secret-service"
