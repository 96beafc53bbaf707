"""Search or run: one field that finds actions, clients, groups and weeks."""
