"""The operating system's keyring, behind one door.

Only four backends are trusted, and this file constructs them itself: the `keyring` library would load any class that
an environment variable or ``keyringrc.cfg`` names, and its chainer stores wherever it can. Calls run on one thread
with a time limit, because a stopped Secret Service keeps a caller waiting for minutes. What was written is read back
before it is trusted, because the library's null backend accepts everything and keeps nothing.
"""

import errno
import importlib
import secrets
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Protocol, TypeVar

from coordinator.errors import BackendChanged, SecretsProblem, SecretsUnavailable
from coordinator.vault.secret_item import LONGEST_ITEM, Secrets

T = TypeVar("T")

USER_NAME = "vault"
DEFAULT_TIMEOUT_SECONDS = 5.0

_TRUSTED = {
    ("keyring.backends.SecretService", "Keyring"): "secret-service",
    ("keyring.backends.kwallet", "DBusKeyring"): "kwallet",
    ("keyring.backends.Windows", "WinVaultKeyring"): "windows-credential-manager",
    ("keyring.backends.macOS", "Keyring"): "macos-keychain",
}
_OF_PLATFORM = {
    "win32": ("keyring.backends.Windows",),
    "darwin": ("keyring.backends.macOS",),
    "linux": ("keyring.backends.SecretService", "keyring.backends.kwallet"),
}
_TOO_LONG_FOR_WINDOWS = 1783  # RPC_X_BAD_STUB_DATA, what CredWrite answers beyond its limit
_LOCKED = frozenset({"KeyringLocked", "LockedException", "PromptDismissedException"})
_ABSENT = frozenset({"NoKeyringError", "InitError", "SecretServiceNotAvailableException", "NoSuchKeyring"})


class KeyringBackend(Protocol):
    """What this file uses of a backend of the `keyring` library."""

    def get_password(self, service: str, username: str, /) -> str | None:
        """What is kept, or None."""
        ...

    def set_password(self, service: str, username: str, password: str, /) -> None:
        """Keep it."""
        ...

    def delete_password(self, service: str, username: str, /) -> None:
        """Forget it."""
        ...


class KeyringSecrets:
    """The keyring of this computer as `Secrets`."""

    def __init__(
        self, backend: KeyringBackend | None = None, *, timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS
    ) -> None:
        """Take a backend to use, or leave the choice to the platform; it is judged at the first call."""
        self._backend = backend
        self._timeout = timeout_seconds
        self._thread = _PatientThread("keyring")

    @property
    def backend(self) -> str:
        """The name of the trusted backend, as the key file records it.

        Raises:
            SecretsUnavailable: there is none, or it is not one to trust.
        """
        return self._call(lambda: trusted_name(self._chosen()))

    def read(self, item: str) -> str | None:
        """What is kept under the name; None when there is no such item."""
        return self._call(lambda: self._trusted().get_password(_plain(item), USER_NAME))

    def write(self, item: str, content: str) -> None:
        """Keep the content and read it back."""
        if len(content) > LONGEST_ITEM:
            raise SecretsUnavailable(SecretsProblem.FULL)
        self._call(lambda: self._trusted().set_password(_plain(item), USER_NAME, content))
        if self.read(item) != content:
            raise SecretsUnavailable(SecretsProblem.MISMATCH)

    def delete(self, item: str) -> None:
        """Forget the item; it is no error when there is none."""
        if self.read(item) is not None:
            self._call(lambda: self._trusted().delete_password(_plain(item), USER_NAME))

    def _chosen(self) -> KeyringBackend:
        if self._backend is None:
            self._backend = platform_backend()
        return self._backend

    def _trusted(self) -> KeyringBackend:
        backend = self._chosen()
        trusted_name(backend)
        return backend

    def _call(self, work: Callable[[], T]) -> T:
        try:
            return self._thread.run(work, self._timeout)
        except SecretsUnavailable:
            raise
        except Exception as problem:  # noqa: BLE001  # backends raise anything; each has one meaning for us
            # The cause is left out: a backend's message may quote what was being stored.
            raise SecretsUnavailable(problem_of(problem)) from None


def probe(secrets_place: Secrets) -> str:
    """Write, read back and delete a random value; give the backend's name.

    Raises:
        SecretsUnavailable: the keyring cannot be relied on, and why.
    """
    name = secrets_place.backend
    item = f"session-coordinator-probe-{secrets.token_hex(8)}"
    secrets_place.write(item, secrets.token_hex(16))
    secrets_place.delete(item)
    return name


def require_backend(secrets_place: Secrets, recorded: str) -> None:
    """Refuse another keyring than the one the vault recorded: its entry of that name is not ours.

    Raises:
        BackendChanged: naming both.
    """
    found = secrets_place.backend
    if found != recorded:
        raise BackendChanged(recorded, found)


def platform_backend() -> KeyringBackend:
    """The first trusted backend of this platform that can be constructed and answers.

    Raises:
        SecretsUnavailable: there is none.
    """
    for module_name in _OF_PLATFORM.get(sys.platform, _OF_PLATFORM["linux"]):
        backend = _constructed(module_name)
        if backend is not None:
            return backend
    raise SecretsUnavailable(SecretsProblem.ABSENT)


def trusted_name(backend: KeyringBackend) -> str:
    """The short name of a backend on the allow-list.

    Raises:
        SecretsUnavailable: it is another class: null, plain text, chained or unknown.
    """
    for kind in type(backend).__mro__[:2]:
        name = _TRUSTED.get((kind.__module__, kind.__name__))
        if name:
            return name
    if type(backend).__module__ == "keyring.backends.fail":
        raise SecretsUnavailable(SecretsProblem.ABSENT)
    raise SecretsUnavailable(SecretsProblem.NOT_TRUSTED)


def problem_of(error: Exception) -> SecretsProblem:
    """What a backend's exception means. Matched by class name: the classes exist on one platform each."""
    names = {kind.__name__ for kind in type(error).__mro__}
    if names & _LOCKED:
        return SecretsProblem.LOCKED
    if isinstance(error, TimeoutError):
        return SecretsProblem.TIMED_OUT
    if getattr(error, "winerror", None) == _TOO_LONG_FOR_WINDOWS or getattr(error, "errno", None) == errno.ENOSPC:
        return SecretsProblem.FULL
    if names & _ABSENT:
        return SecretsProblem.ABSENT
    # Broken connections, refused messages, unknown answers: whatever it was, the keyring is not working now.
    return SecretsProblem.DIED


def _constructed(module_name: str) -> KeyringBackend | None:
    class_name = next(name for module, name in _TRUSTED if module == module_name)
    try:
        kind = getattr(importlib.import_module(module_name), class_name)
        kind.priority  # noqa: B018  # asks whether the service is there; raises when it is not
        # Without the override, environment variables KEYRING_PROPERTY_… would steer where the secret goes.
        backend: KeyringBackend = type(class_name, (kind,), {"set_properties_from_env": lambda _self: None})()
    except (RuntimeError, ImportError, AttributeError, OSError):
        return None
    if sys.platform == "win32":
        # The library's default persistence roams with a domain profile, to other computers.
        backend.persist = "local machine"  # type: ignore[attr-defined]
    return backend


def _plain(item: str) -> str:
    if "\0" in item:  # ends a Secret Service connection without a reason
        raise ValueError("An item's name has no NUL")
    return item


class _PatientThread:
    """Runs calls one after another on one daemon thread; the caller waits no longer than it wants to."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._calls: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._started = threading.Lock()
        self._thread: threading.Thread | None = None

    def run(self, work: Callable[[], T], seconds: float) -> T:
        """The result of ``work``; its exception is raised here. A call that is late before it began never begins.

        Raises:
            TimeoutError: no answer in time.
        """
        promise: Future[T] = Future()

        def call() -> None:
            if promise.set_running_or_notify_cancel():
                try:
                    promise.set_result(work())
                except BaseException as problem:  # noqa: BLE001  # delivered to the caller
                    promise.set_exception(problem)

        self._start()
        self._calls.put(call)
        try:
            return promise.result(timeout=seconds)
        finally:
            promise.cancel()

    def _start(self) -> None:
        with self._started:
            if self._thread is None:
                # A daemon, so that a keyring that never answers does not keep the program from ending.
                self._thread = threading.Thread(target=self._serve, name=self._name, daemon=True)
                self._thread.start()

    def _serve(self) -> None:
        while True:
            self._calls.get()()
