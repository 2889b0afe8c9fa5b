"""The tables."""

from __future__ import annotations

from django.db import models


class WorldEvent(models.Model):
    """An event of the world: ``id`` is its ``seq`` in the record, ``frames`` what bodies perceive of it:
    pairs of a frame and the bodies that get it."""

    id = models.BigIntegerField(primary_key=True)
    line = models.JSONField()
    frames = models.JSONField(default=list)

    class Meta:
        app_label = "outbox"


class DoneAct(models.Model):
    """An act that was answered: asked again, it gets the same answer and is not done again."""

    body = models.BigIntegerField()
    act = models.CharField(max_length=80)
    result = models.JSONField()

    class Meta:
        app_label = "outbox"
        constraints = (models.UniqueConstraint(fields=("body", "act"), name="outbox_act_once"),)
