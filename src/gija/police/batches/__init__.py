"""Many questions in one file: looked at first, asked in the background, each row answered hit or no hit by database.

For analysts and investigators with a list, up to a million rows. Asked for by the hit/no-hit system of 2011 (NIIS).
"""
