"""The disclosure gate: the ledger of every figure that was ever published, and what a new release gives away with it.

For the National Rapporteur's office; reports pass through it on their way out. Nothing leaves that was not audited
(S2 asks for yearly public reports on 15 to 150 people). The methods are `gija.methods.disclosure`.
"""
