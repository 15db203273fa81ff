"""Covariates: sex, age, form, year. One model over all groups, the unseen of each, and sums with their limits.

For the statistician. After van der Heijden, Cruyff & Böhning (2014) and van Dijk, Cruyff & van der Heijden (2021).
"""
