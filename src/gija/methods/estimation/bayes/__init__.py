"""Bayesian log-linear model whose weak interactions are thresholded away.

For the statistician. After Silverman (2020), a random walk of Metropolis shaped by the curvature at the mode.
"""
