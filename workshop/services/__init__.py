"""One gesture, one function, one transaction; ``views``: one frozen view per screen, audience."""
