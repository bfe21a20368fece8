"""A whole workshop as plain records: out of one database and into another.

One module a noun, each with the same three verbs: ``read_`` gives its records in the order that
files keep, ``check_`` gives a record cleaned or raises a WorkshopError (which ``proofs.at`` turns
into FileUnreadable with its place), ``take_`` writes what was checked and raises nothing.
"""
