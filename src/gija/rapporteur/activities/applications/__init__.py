"""What an institution does: answers a call, sees its own grants, reports money. Each sees its own only."""
