"""Carries messages between zones: an outbox and an inbox in every database, written with the act, received once.

For every zone that sends or receives, and for administrators, who see what waits. Asked for by the walls between the
zones: in process where both run here, signed HTTPS between installations, sealed files where there is no line.
"""
