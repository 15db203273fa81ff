"""Log-linear models: extended maximum likelihood, whether it exists, Wald and profile intervals.

For the statistician. After Fienberg (1972), Fienberg & Rinaldo (2012) and Chan, Silverman & Vincent (2021).
"""
