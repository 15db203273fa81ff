"""What is the same for all accounts of the demo country."""

DEMO_PASSWORD = "gija-demo"  # noqa: S105  known to everyone: it opens invented data, on this machine only
