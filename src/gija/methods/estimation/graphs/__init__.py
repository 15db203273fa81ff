"""Bayesian average over decomposable graphs of dependence between lists.

For the statistician. After Madigan & York (1997) with hyper-Dirichlet priors of Dawid & Lauritzen (1993).
"""
