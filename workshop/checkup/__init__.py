"""Is this computer ready for a room? Looked at the same way by the command line and by a page."""
