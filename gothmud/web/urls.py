"""The web's paths: our page at the root, Evennia's admin below /admin."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import path

from gothmud.web.resources import PAGE


def page(_request: HttpRequest) -> HttpResponse:
    """Return the page."""
    return HttpResponse((PAGE / "index.html").read_bytes(), content_type="text/html; charset=utf-8")


def nothing(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return that there is nothing at an address."""
    return HttpResponseNotFound(b"There is nothing here. The city is at /.\n", content_type="text/plain; charset=utf-8")


handler404 = nothing
urlpatterns = [path("", page), path("admin/", admin.site.urls)]
