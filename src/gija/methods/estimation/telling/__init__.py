"""What may be said of estimates: gates, a quality label, one range, and sentences in both languages.

For the rapporteur, who must not fool anyone. After Whitehead and others (2019, 2021) and Binette & Steorts (2022).
"""
