"""Tables, engine, migrations and watchers; callers own the transaction."""
