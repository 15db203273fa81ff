"""Settings, addresses and server entry of an installation. Which zones it runs is said by `GIJA_ZONES`."""
