"""Evennia's and Django's classes, as Any: their attributes come from metaclasses that no type checker follows.

Everything of ours that stands on them is typed; only the ground isn't.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from evennia.accounts import accounts, models
from evennia.comms import models as comms_models
from evennia.objects import models as object_models
from evennia.objects import objects
from evennia.server import models as server_models

from typeclasses.outbox import models as outbox_models

Account: Any = accounts.DefaultAccount
Guest: Any = accounts.DefaultGuest
Character: Any = objects.DefaultCharacter
Exit: Any = objects.DefaultExit
Object: Any = objects.DefaultObject
Room: Any = objects.DefaultRoom
AccountDB: Any = models.AccountDB
ObjectDB: Any = object_models.ObjectDB
Msg: Any = comms_models.Msg
ServerConfig: Any = server_models.ServerConfig
WorldEvent: Any = outbox_models.WorldEvent
DoneAct: Any = outbox_models.DoneAct
atomic: Any = transaction.atomic

PEOPLE = ("typeclasses.characters.Character", "typeclasses.dice.DicePerson")  # whose objects are bodies
