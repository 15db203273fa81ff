"""How each type of entity looks: a colour and a shape of its own, so that colour never stands alone.

Each colour has a contrast of at least 4.5 : 1 to white (WCAG 2.2, 1.4.3); a test measures it.
"""

from __future__ import annotations

from dataclasses import dataclass

INK = "#1a1a1a"
SOFT = "#545454"
LINE = "#595959"
PAPER = "#ffffff"


@dataclass(frozen=True, slots=True)
class Look:
    """Colour, and the shape as SVG elements round (0, 0) within 40 by 40; `{fill}` is the colour."""

    colour: str
    shape: str


_WHITE = 'fill="none" stroke="#ffffff" stroke-width="2"'
LOOKS = {
    "person": Look(
        "#1f4e8c",
        '<circle r="20" fill="{fill}"/><circle cy="-6" r="5.5" fill="#ffffff"/>'
        '<path d="M-11 12a11 10 0 0 1 22 0z" fill="#ffffff"/>',
    ),
    "organisation": Look(
        "#6b3fa0",
        '<rect x="-18" y="-18" width="36" height="36" fill="{fill}"/>'
        f'<path d="M-9 11v-22h18v22M-4 -6h2M2 -6h2M-4 0h2M2 0h2M-4 6h2M2 6h2" {_WHITE}/>',
    ),
    "vehicle": Look(
        "#a23b00",
        '<path d="M-22 9v-9l5 -2l5 -10h20l7 10l7 3v8z" fill="{fill}"/>'
        '<circle cx="-11" cy="10" r="6" fill="{fill}" stroke="#ffffff" stroke-width="2"/>'
        '<circle cx="12" cy="10" r="6" fill="{fill}" stroke="#ffffff" stroke-width="2"/>',
    ),
    "phone": Look(
        "#0b6b3a",
        '<rect x="-11" y="-20" width="22" height="40" rx="4" fill="{fill}"/>'
        '<rect x="-8" y="-15" width="16" height="24" fill="#ffffff"/><circle cy="14.5" r="2.5" fill="#ffffff"/>',
    ),
    "document": Look(
        "#6b4e00",
        f'<path d="M-15 -20h20l10 10v30h-30z" fill="{{fill}}"/><path d="M-8 -6h16M-8 1h16M-8 8h16" {_WHITE}/>',
    ),
    "address": Look(
        "#8a1c4a",
        '<path d="M-20 0l20 -19l20 19h-5v18h-30v-18z" fill="{fill}"/>'
        '<rect x="-4" y="5" width="8" height="13" fill="#ffffff"/>',
    ),
    "account": Look(
        "#00616b",
        '<path d="M-20 0l10 -18h20l10 18l-10 18h-20z" fill="{fill}"/>'
        f'<path d="M6 -7a8 8 0 1 0 0 14M-11 -2h11M-11 3h11" {_WHITE}/>',
    ),
    "online_handle": Look(
        "#2f3b45",
        f'<path d="M0 -22l22 22l-22 22l-22 -22z" fill="{{fill}}"/><circle r="4" {_WHITE}/>'
        f'<path d="M4 -4v6q4 5 5 -2a9 9 0 1 0 -4 8" {_WHITE}/>',
    ),
    "event": Look(
        "#a8071a",
        '<path d="M0 -21l22 38h-44z" fill="{fill}"/><path d="M0 -8v13M0 9v3" stroke="#ffffff" stroke-width="3"/>',
    ),
}
OTHER = Look(SOFT, '<path d="M-8 -20h16l12 12v16l-12 12h-16l-12 -12v-16z" fill="{fill}"/>')


def look(type_code: str) -> Look:
    """The look of a type; an octagon in grey for a type that is not ours."""
    return LOOKS.get(type_code, OTHER)


def symbol(type_code: str) -> str:
    """The shape of a type in its colour, as SVG elements round (0, 0)."""
    found = look(type_code)
    return found.shape.replace("{fill}", found.colour)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours `#rrggbb`, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    lights = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
