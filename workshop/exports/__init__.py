"""Files out of a workshop, and the way back in."""
