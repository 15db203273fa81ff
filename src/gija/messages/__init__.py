"""The typed messages that cross between zones, and `crossings.yaml`: what it does not list cannot cross.

For every zone that sends or receives. Asked for by the rule that the register is told no identities and the Rapporteur
no records.
"""
