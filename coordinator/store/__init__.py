"""The store: tables, transactions, migrations. See `unit_of_work` for the way in."""
