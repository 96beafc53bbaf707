"""What the roster answers."""
