"""The vault: a folder with one encrypted store, the key file that opens it, and its snapshots."""
