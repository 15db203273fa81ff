"""Plots of estimates as accessible SVG, and the chapter of a report on paper.

For the rapporteur and the statistician: the range, its gates and its checks side by side. The numbers come from
`gija.methods.estimation.plots`.
"""
