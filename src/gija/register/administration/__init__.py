"""Administration of the register: its members, what they send and how good it is, samples.

For the register administrator (IOM); each member sees its own part. Asked for by the duty to
keep the quality of the data.
"""
