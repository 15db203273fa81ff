"""Analyst's Notebook Exchange (.anx): the chart as XML that i2 Analyst's Notebook opens.

For dossiers and for anyone with a chart to hand on. `.anb` is closed and binary: the analyst opens the .anx and saves it
as .anb. Never name an .anx file .anb.
"""
