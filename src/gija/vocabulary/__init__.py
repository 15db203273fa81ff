"""What words mean: code lists, statuses, entity and relation types, offences, error sentences, as data.

For every room of Gija and for anyone who wants the lists alone. YAML with English and Lithuanian labels, a stable
code and a source for each; a typed loader; tests that guard codes and labels. Knows nothing of the other floors.
"""
