"""Accessible figures from data: SVG for page, print and report; PNG from the same SVG.

For pages, dossiers and reports. Asked for by the charts of relations (NIIS, 2011) and by web accessibility law.
"""
