"""The Groups screen."""
