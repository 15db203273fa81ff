"""Which model: forward by Poisson tests, forward by AIC, every model ranked by BIC, downhill by BIC.

For the statistician. After Silverman (2014, 2020) and Chan, Silverman & Vincent (2021, 2024).
"""
