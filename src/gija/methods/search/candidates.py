"""Which records may answer a query: asked widely enough for slips, narrowly enough to score them all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import tantivy
from rapidfuzz import fuzz, process

from gija.methods.names.name_keys import word_keys
from gija.methods.names.parsing import Name, parse
from gija.methods.search.scoring import person_of_query
from gija.methods.search.terms import identifier_terms, name_terms
from gija.methods.search.values import Query

FOUND = 300  # records that the index may give for one question
SCORED = 40  # of these, how many are scored in full: the nearest by sound
FUZZY_LEAST = 6  # letters of a key (with its mark) before one slip in it is allowed for


def identifier_query(schema: Any, query: Query) -> Any | None:
    """Records that hold one of the query's identifiers; None where it names none."""
    terms = identifier_terms(query.type, {k: (v,) for k, v in query.values.items() if v})
    return _any(_term(schema, "identifiers", t) for t in sorted(terms)) if terms else None


def name_query(schema: Any, query: Query, *, narrow: bool) -> Any | None:
    """Records with a name like the query's; None where it has no name.

    `narrow`: two words of the name must be met (where it has two), each as it sounds or with one slip. Otherwise one
    word is enough, without slips: for a surname heard alone, or a record that holds only part of the name.
    """
    if query.type != "person":
        terms = name_terms(query.type, {k: (v,) for k, v in query.values.items() if v})
        return _any(_term(schema, "names", t) for t in sorted(terms)) if terms else None
    person = person_of_query(query.values)
    clauses = [c for n in (*person.names, *person.former_names) for c in _words(schema, parse(n), slips=narrow)]
    if not clauses:
        return None
    return _any(clauses, at_least=min(2, len(clauses)) if narrow else 1)


def _words(schema: Any, name: Name, *, slips: bool) -> Iterator[Any]:
    for word in name.words:
        if keys := sorted(word_keys(word)):
            alike = [_term(schema, "names", k, 2.0 if k.startswith(("s:", "w:")) else 1.0) for k in keys]
            long = [k for k in keys if k.startswith(("s:", "w:")) and len(k) >= FUZZY_LEAST]
            if slips:
                alike += [tantivy.Query.fuzzy_term_query(schema, "names", k, 1, True) for k in long]
            yield tantivy.Query.disjunction_max_query(alike, 0.1)


def _term(schema: Any, field: str, term: str, boost: float = 1.0) -> Any:
    one = tantivy.Query.term_query(schema, field, term, index_option="basic")
    return tantivy.Query.boost_query(one, boost) if boost != 1.0 else one


def _any(clauses: Any, at_least: int = 1) -> Any:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, c) for c in clauses], at_least)


def nearest(asked: str, heard: list[str], count: int) -> list[int]:
    """The places of the `count` candidates that sound nearest to what is asked; all of them where they are few."""
    if len(heard) <= count or not asked:
        return list(range(len(heard)))
    return sorted(place for _, _, place in process.extract(asked, heard, scorer=fuzz.token_set_ratio, limit=count))
