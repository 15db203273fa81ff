"""Counting once: a batch program that gets sealed encodings, says which records are one person, and destroys its input.

For whoever runs the linkage unit, on a machine of its own, without web, Django or database. It never has the key the
encodings were made with, nor anything of a record but its random number. Asked for by the common database of 2006.
"""
