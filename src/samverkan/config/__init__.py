"""Settings, addresses and wiring: the environment in, a running workspace out. Nothing imports this room."""
