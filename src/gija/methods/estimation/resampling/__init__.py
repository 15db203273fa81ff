"""How sure: replicates with the selection of the model repeated inside each, and BCa limits.

For the statistician. After Efron (1987), DiCiccio & Efron (1996) and Chan, Silverman & Vincent (2021, 2024).
"""
