"""The same person twice: among the cases of one institution, and hints that another institution may know them.

For case workers; joining two cases is the supervisor's. Inside one institution names may be seen and are compared by a
shipped model; between institutions nobody is named. Asked for by counting every victim once.
"""
