"""Guided choice: every product has methods with words in both languages, and the cost told is the cost paid."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from gija.methods.disclosure.choice import Asked, compare, cost_of, methods, products
from gija.methods.disclosure.rounding import Seed
from gija.methods.tables.files import read_csv
from gija.vocabulary.errors import GijaError

TABLE = read_csv("sex,form,n\nF,sexual,14\nF,labour,9\nF,crime,2\nM,sexual,3\nM,labour,21\nM,crime,8\n")


def test_every_product_has_methods_and_every_text_both_languages() -> None:
    assert set(products()) == {"regular", "figure", "adhoc", "records"}
    assert [m.code for m in products()["regular"].methods] == ["suppress", "round"]
    assert [m.code for m in products()["adhoc"].methods] == ["cellkey"]
    texts = [t for p in products().values() for t in (p.name, p.why)]
    texts += [t for m in methods().values() for t in (m.name, m.good, m.bad)]
    assert all(text.en and text.lt and text.en != text.lt for text in texts)


def test_no_name_is_cut_short() -> None:
    """A comma in a name that is not quoted ends it, for YAML."""
    raw = yaml.safe_load(files("gija.methods.disclosure.choice").joinpath("choices.yaml").read_text("utf-8"))
    assert all(set(told["name"]) == {"en", "lt"} for part in raw.values() for told in part.values())
    names = [product.name for product in products().values()] + [method.name for method in methods().values()]
    assert all(text.count("(") == text.count(")") for name in names for text in (name.en, name.lt))
    assert products()["adhoc"].name.lt == "Atsakymas į klausimą, savitarnos lentelė"


def test_the_costs_of_the_methods_stand_beside_each_other() -> None:
    suppress, rounded, noisy = compare(TABLE, asked=Asked(base=3, seed=Seed(b"a" * 16)))
    assert suppress.shown < 1
    assert suppress.l1 == 0
    assert suppress.exact == suppress.shown
    assert (rounded.shown, rounded.additive) == (1.0, True)
    assert 0 < rounded.greatest < 3
    assert noisy.shown == 1.0
    assert noisy.greatest <= 5


def test_the_cost_is_reckoned_from_the_two_tables() -> None:
    after = TABLE.changed({("F", "crime"): TABLE["F", "crime"].closed("small")})
    cost = cost_of("suppress", TABLE, after)
    assert cost.shown == pytest.approx(11 / 12)
    assert cost.l1 == 0


def test_what_cannot_be_done_is_told_and_not_hidden() -> None:
    nothing = read_csv("sex,n\nF,\nM,\n")
    assert all(cost.trouble is not None for cost in compare(nothing))
    with pytest.raises(GijaError, match="no method"):
        compare(TABLE, ["guess"])
