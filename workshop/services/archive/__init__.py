"""A whole workshop as plain records: out of one database and into another."""
