"""Who may do what: the permission matrix as data, the decorator that declares it, the gate that denies by default."""

from gija.commons.permissions.actor import Actor
from gija.commons.permissions.declare import PUBLIC, SIGNED_IN, needs
from gija.commons.permissions.matrix import NotPermittedError, may, require

__all__ = ["PUBLIC", "SIGNED_IN", "Actor", "NotPermittedError", "may", "needs", "require"]
