"""The cases of an institution that helps victims: who came, what happened, what help was given, what was agreed to.

For case workers and their supervisors in NGOs, the IOM and any other institution, each seeing its own.
Asked for by the common depersonalised database of 2006 and the half-year statistics to state institutions.
"""
