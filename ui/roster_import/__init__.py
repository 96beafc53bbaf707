"""Taking a roster file in: choose it, match its columns, settle its problems, import."""
