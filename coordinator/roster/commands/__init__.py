"""What can be done to the roster."""
