"""Pure computing: names, search, linkage, tables, disclosure, estimation, graphs.

For the rooms above and for any statistician or engineer who wants one method alone. No Django, no database, no network.
"""
