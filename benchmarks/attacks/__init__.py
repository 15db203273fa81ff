"""Attacks on encodings, measured: what each attacker of docs/security/linkage.md gets out of them."""
