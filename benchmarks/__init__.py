"""Heavy load, measured: each benchmark prints the machine, the commit and the command."""
