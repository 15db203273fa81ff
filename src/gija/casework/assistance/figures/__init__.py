"""Figures of the own institution: people assisted, services they had, hours; on the page and to be taken away."""
