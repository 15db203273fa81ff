"""Latent classes of people with equal chances of being seen, as many as the data ask for.

For the statistician. After Manrique-Vallier (2016), a Dirichlet process of product Bernoullis by Gibbs sampling.
"""
