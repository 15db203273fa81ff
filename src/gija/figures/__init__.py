"""Accessible figures from data: SVG for page, print and report; PNG from the same SVG."""
