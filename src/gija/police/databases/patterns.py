"""Regular expressions that find a folded word in text as databases hold it: diacritics, capitals, Cyrillic letters.

Made of plain groups and character classes only, so that PostgreSQL, MariaDB, DuckDB and SQLite read them alike.
"""

from __future__ import annotations

from functools import cache

from gija.methods.names import fold

START = r"(^|[ ,.'’(/\"-])"
LATIN, CYRILLIC = range(0x00C0, 0x0250), range(0x0400, 0x0460)
# Letters that spellings of one name exchange: Jedziński ~ Edinskij, Wolski ~ Volskis, Haluška ~ Galuška.
SOUNDS = {c: group for group in ("ijy", "vw", "ckqx", "sz", "gh", "aeo", "ou", "fp") for c in group}


@cache
def letters() -> dict[str, str]:
    """Folded text (one letter, or more: я is ja) -> every character that folds to it."""
    found: dict[str, str] = {}
    for letter in "abcdefghijklmnopqrstuvwxyz":
        found[letter] = letter + letter.upper()
    for number in (*LATIN, *CYRILLIC):
        if folded := fold(chr(number)):
            found[folded] = found.get(folded, "") + chr(number)
    return found


def _class(characters: str) -> str:
    return f"[{characters}]"


def _sound(letter: str) -> str:
    """The class of all characters that may stand for a folded letter at the start of a name."""
    group = "".join(g for g in ("ijy", "vw", "ckqx", "sz", "gh", "aeo", "ou", "fp") if letter in g) or letter
    return "".join(dict.fromkeys(c for each in group for c in letters().get(each, each)))


def begins(word: str, letters_: int = 2) -> str:
    """A word that begins, by its sound, like the folded `word`: loose, on its first two letters (or three)."""
    if len(word) < 2 or not word[:2].isalpha():
        return whole(word)
    first, second = _class(_sound(word[0])), _class(_sound(word[1]))
    soft = _class(_sound("j"))
    pair = f"{first}[zhZHžŽ]?{second}"
    if word[0] in "aeiou":
        pair = f"{soft}?{pair}"
    if word[0] in "jiy" and word[1] in "aeiou":
        pair = f"{first}?{second}"
    joined = "".join(chars for folded, chars in letters().items() if len(folded) > 1 and _alike(folded, word))
    start = f"({pair}|{_class(joined)})" if joined else f"({pair})"
    third = f"[zhZHžŽ]?{_class(_sound(word[2]))}" if letters_ > 2 and word[2:3].isalpha() else ""
    return f"{START}{start}{third}"


def inside(word: str) -> str:
    """The letters of the folded `word` after its first two, by sound, anywhere: for slips in front. "" if too short."""
    inner = word[2:6] if len(word) > 5 else word[1:4]
    return "".join(_class(_sound(c)) for c in inner) if len(inner) > 2 and inner.isalpha() else ""


def loosely(value: str) -> str:
    """`value`, letters and digits only, anywhere in the text, whatever punctuation stands between them."""
    return "[ ./()+,-]?".join(_class(c + c.lower()) if c.upper() != c.lower() else c for c in value if c.isalnum())


def _alike(folded: str, word: str) -> bool:
    return all(b in "".join(g for g in (SOUNDS.get(a, a), a)) for a, b in zip(folded, word[:2], strict=False))


def initial(word: str) -> str:
    """A word whose first letter sounds like that of the folded `word`."""
    return START + _class(_sound(word[0])) if word[:1].isalpha() else whole(word)


def whole(word: str) -> str:
    """A word that begins with the folded `word`, letter by letter, diacritics and capitals aside."""
    return START + "".join(_class(letters().get(c, c)) for c in word)


def anywhere(value: str) -> str:
    """`value` anywhere in the text, capitals aside; what is not a letter or digit matches any one character."""
    return "".join(
        _class(c + c.upper()) if c.isalnum() and c.upper() != c else c if c.isalnum() else "." for c in value
    )
