"""The front door of attendance, which is opened name by name."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from coordinator import attendance


def test_no_name_of_the_door_is_hidden_by_a_module_of_that_name() -> None:
    modules = [one.name for one in iter_modules(attendance.__path__)]
    for name in modules:
        import_module(f"coordinator.attendance.{name}")  # which makes it an attribute of the package
    assert not set(modules) & set(attendance.__all__)
    assert [name for name in attendance.__all__ if isinstance(getattr(attendance, name), ModuleType)] == []
