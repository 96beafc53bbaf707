# ruff: noqa: ANN001, ANN002  the library has no types to name
# mypy: ignore-errors
"""Reads a calendar file as Evolution and GNOME Calendar do, through Evolution's own data server.

Run by the system's Python within a session bus of its own: `evolution_reader FILE FIRST LAST`, both in seconds since
1970. Tells the instants of every event in between as JSON, cancelled ones left out.
"""

import json
import sys
from pathlib import Path

import gi

gi.require_version("EDataServer", "1.2")
gi.require_version("ECal", "2.0")
gi.require_version("ICalGLib", "3.0")
from gi.repository import ECal, EDataServer, ICalGLib  # noqa: E402  only once the versions are chosen

WAIT_SECONDS = 1


def seconds(at) -> int:
    return at.as_timet_with_zone(at.get_timezone() or ICalGLib.Timezone.get_utc_timezone())


def main() -> None:
    content, first, last = Path(sys.argv[1]).read_text("utf-8"), int(sys.argv[2]), int(sys.argv[3])
    registry = EDataServer.SourceRegistry.new_sync(None)
    source = EDataServer.Source.new_with_uid("plan", None)
    source.set_parent("local-stub")
    source.get_extension(EDataServer.SOURCE_EXTENSION_CALENDAR).set_backend_name("local")
    registry.commit_source_sync(source, None)
    client = ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, WAIT_SECONDS, None)
    client.receive_objects_sync(ICalGLib.Component.new_from_string(content), ECal.OperationFlags.NONE, None)
    found = []

    def take(event, starts, ends, *_) -> bool:
        status = event.get_first_property(ICalGLib.PropertyKind.STATUS_PROPERTY)
        if status is None or status.get_value_as_string() != "CANCELLED":
            found.append([seconds(starts), seconds(ends)])
        return True

    client.generate_instances_sync(first, last, None, take)
    print(json.dumps(sorted(found)))  # noqa: T201  the test that started this reads it


if __name__ == "__main__":
    main()
