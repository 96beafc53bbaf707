"""The session screen: attendance while it runs."""
