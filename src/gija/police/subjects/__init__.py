"""Answers to people about their own data: what is held, who asked about them, correction and erasure with their traces.

For the data protection officer of an institution. Asked for by Chapter III of Directive (EU) 2016/680 and of
Regulation (EU) 2016/679.
"""
