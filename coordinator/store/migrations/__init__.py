"""Alembic revisions: `versions/NNNN_what.py`. Each is tested up and down with planted rows."""
