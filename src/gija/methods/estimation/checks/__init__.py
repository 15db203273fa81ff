"""What an estimate leans on: each list, each pair merged, each threshold and prior, each year, each fault of linkage.

For the statistician and the rapporteur. Asked for by Whitehead and others (2021) and Binette & Steorts (2022).
"""
