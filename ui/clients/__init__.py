"""The Clients screen."""
