"""Tables made elsewhere: read as they were meant, or refused with the line that is wrong."""
