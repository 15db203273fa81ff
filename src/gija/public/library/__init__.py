"""The library: laws, plans, what treaties ask for and where it is answered, contacts of bodies, acronyms.

For the public, and for whoever writes reports. Asked for by S1 (lines 194 to 298). No database: `library.yaml`, with
the source of each line.
"""
