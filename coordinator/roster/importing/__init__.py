"""Rosters from files: read the table, match its columns, say what is wrong, take it in, take it back."""
