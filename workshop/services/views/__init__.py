"""One frozen view per screen and audience: what an audience must not see has no field."""
