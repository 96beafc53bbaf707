"""Session-wide parts: the services that tests speak to, and the store they work on."""

pytest_plugins = ["tests.services", "tests.store_fixtures"]
