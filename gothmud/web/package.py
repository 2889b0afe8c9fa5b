"""Our package for Mudlet, built from the scripts in mudlet/: a zip with a config and the scripts as Mudlet's XML."""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zlib
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

SCRIPTS = Path(__file__).parent / "mudlet"
NAME = "gothmud"
FIRST = "panel"  # the others draw on it
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same scripts make the same bytes


def scripts() -> dict[str, str]:
    """Return the scripts by name, in the order in which Mudlet runs them."""
    paths = sorted(SCRIPTS.glob("*.lua"), key=lambda each: (each.stem != FIRST, each.stem))
    return {each.stem: each.read_text(encoding="utf-8") for each in paths}


@cache
def mudlet_package() -> bytes:
    """Return the package."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        packed.writestr(ZipInfo("config.lua", LONG_AGO), _config())
        packed.writestr(ZipInfo(f"{NAME}.xml", LONG_AGO), _xml())
    return file.getvalue()


@cache
def version() -> str:
    """Return the package's version: a number that changes with its scripts, for Mudlet installs any other anew."""
    return str(zlib.crc32(_xml()) & 0x7FFFFFFF)


def _config() -> str:
    return f'mpackage = "{NAME}"\ntitle = "Gothmud: map, talk, people, sky"\nversion = "{version()}"\n'


def _xml() -> bytes:
    root = ET.Element("MudletPackage", {"version": "1.001"})
    group = _script(ET.SubElement(root, "ScriptPackage"), "ScriptGroup", NAME, "")
    for name, text in scripts().items():
        _script(group, "Script", name, text)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _script(parent: ET.Element, kind: str, name: str, text: str) -> ET.Element:
    folder = "yes" if kind == "ScriptGroup" else "no"
    made = ET.SubElement(parent, kind, {"isActive": "yes", "isFolder": folder})
    for field, value in (("name", name), ("packageName", NAME), ("script", text)):
        ET.SubElement(made, field).text = value
    ET.SubElement(made, "eventHandlerList")
    return made
