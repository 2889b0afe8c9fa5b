"""Evennia's settings of a gothmud city. Wiring only: what a user sets stands in gothmud.toml (gothmud/config/).

The code is the game dir; everything that changes (database, logs, record, minds) is in the city's home.
"""

import os
import secrets
from pathlib import Path
from typing import Any

from evennia.settings_default import *  # noqa: F403  # pyright: ignore[reportWildcardImportFromLibrary]
from evennia.settings_default import EVENNIA_DIR, INSTALLED_APPS, MIDDLEWARE, SESSION_SYNC_ATTRS, TEMPLATES

from gothmud.clock import local_wall
from gothmud.config import Ports, home_dir, load

_home = home_dir()
_settings = load(_home)
_ports = Ports.from_base(_settings.city.port)
for _folder in ("logs", "run", "record", "static", "media"):
    (_home / _folder).mkdir(parents=True, exist_ok=True)

GOTHMUD_HOME_DIR = _home
GOTHMUD = _settings

GOTHMUD_ZONE = local_wall().tzinfo  # asked for here: Django sets the process's zone to UTC next

GAME_DIR = str(Path(__file__).resolve().parents[2])
SERVERNAME = "Gothmud"
GAME_SLOGAN = "a city that runs around the clock"

# Where it listens
TELNET_PORTS = [_ports.telnet]
WEBSERVER_PORTS = [(_ports.web, _ports.web_inner)]
WEBSOCKET_CLIENT_PORT = _ports.websocket
AMP_PORT = _ports.amp
TELNET_INTERFACES = WEBSERVER_INTERFACES = _settings.city.interfaces
WEBSOCKET_CLIENT_INTERFACE = TELNET_INTERFACES[0]  # Evennia takes one; portal_services_plugins.py adds the others
AMP_HOST = "127.0.0.1"
UPSTREAM_IPS: list[str] = []  # the websocket is reached directly; nobody may name another address as theirs

# What goes over it
TELNET_PROTOCOL_CLASS = "server.telnet.Telnet"
WEBSOCKET_PROTOCOL_CLASS = "server.websocket.WebSocket"
WEBSOCKET_SUBPROTOCOLS = ["gmcp.mudstandards.org"]
AMP_SERVER_PROTOCOL_CLASS = "server.amp.PortalLink"
AMP_CLIENT_PROTOCOL_CLASS = "server.amp.ServerLink"
SERVER_SESSION_CLASS = "server.session.Session"
SERVER_SESSION_HANDLER_CLASS = "server.handler.SessionHandler"
SESSION_SYNC_ATTRS = (*SESSION_SYNC_ATTRS, "told", "reached")  # what the portal tells the server (server/frames.py)
INPUT_FUNC_MODULES = ["server.conf.inputfuncs"]
MXP_ENABLED = True  # links in a room that is shown, and nowhere else (server/telnet.py)
MXP_OUTGOING_ONLY = False  # what somebody types is shown as typed
WEBCLIENT_TYPING_ENABLED = False
MAX_CONNECTION_RATE = 20
MAX_COMMAND_RATE = 400  # the portal drops in silence what is over; the session says so (server/session.py)
CREATION_THROTTLE_LIMIT = 10
LOGIN_THROTTLE_LIMIT = 8

# Where things are kept
LOG_DIR = str(_home / "logs")
SERVER_LOG_FILE = str(_home / "logs" / "server.log")
PORTAL_LOG_FILE = str(_home / "logs" / "portal.log")
HTTP_LOG_FILE = str(_home / "logs" / "http.log")
LOCKWARNING_LOG_FILE = str(_home / "logs" / "lockwarnings.log")
CACHE_DIR = str(_home / "run" / "cache")
STATIC_ROOT = str(_home / "static")
MEDIA_ROOT = str(_home / "media")
# WAL: a writer doesn't wait for readers; NORMAL: survives the end of a process, though not that of the machine.
SQLITE3_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA cache_size=10000",
    "PRAGMA temp_store=2",
    "PRAGMA busy_timeout=5000",
)
DATABASES: dict[str, Any] = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("TEST_DB_PATH", str(_home / "city.db3")),
        "OPTIONS": {"init_command": ";".join(SQLITE3_PRAGMAS), "transaction_mode": "IMMEDIATE"},
    }
}
INSTALLED_APPS = [*INSTALLED_APPS, "typeclasses.outbox"]

# What stands where in this tree
CMDSET_UNLOGGEDIN = "gothmud.commands.cmdsets.UnloggedinCmdSet"
CMDSET_SESSION = "gothmud.commands.cmdsets.SessionCmdSet"
CMDSET_CHARACTER = "gothmud.commands.cmdsets.CharacterCmdSet"
CMDSET_ACCOUNT = "gothmud.commands.cmdsets.AccountCmdSet"
CMDSET_PATHS = ["gothmud.commands", "evennia", "evennia.contrib"]
CMDSET_FALLBACKS = {
    CMDSET_CHARACTER: "evennia.commands.default.cmdset_character.CharacterCmdSet",
    CMDSET_ACCOUNT: "evennia.commands.default.cmdset_account.AccountCmdSet",
    CMDSET_SESSION: "evennia.commands.default.cmdset_session.SessionCmdSet",
    CMDSET_UNLOGGEDIN: "evennia.commands.default.cmdset_unloggedin.UnloggedinCmdSet",
}
LOCK_FUNC_MODULES = ("evennia.locks.lockfuncs",)
BASE_OBJECT_TYPECLASS = "typeclasses.things.Thing"
BASE_CHANNEL_TYPECLASS = "evennia.comms.comms.DefaultChannel"
BASE_SCRIPT_TYPECLASS = "evennia.scripts.scripts.DefaultScript"
FILE_HELP_ENTRY_MODULES = ["world.help_entries"]
PROTOTYPE_MODULES: list[str] = []
BASE_BATCHPROCESS_PATHS = ["world"]
ROOT_URLCONF = "gothmud.web.urls"
STATICFILES_DIRS = [str(Path(GAME_DIR) / "gothmud" / "web" / "static")]
TEMPLATES[0]["DIRS"] = [
    str(Path(EVENNIA_DIR) / "web" / "templates"),
    str(Path(EVENNIA_DIR) / "web" / "templates" / "website"),
]
MIDDLEWARE = [*MIDDLEWARE, "django.middleware.csp.ContentSecurityPolicyMiddleware"]
SECURE_CSP = {
    "default-src": ["'self'"],
    "connect-src": ["'self'", f"ws://*:{_ports.websocket}", f"wss://*:{_ports.websocket}"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}
CONNECTION_SCREEN_MODULE = "server.conf.connection_screens"
MAX_NR_CHARACTERS = 1
DEFAULT_CHANNELS: list[dict[str, str]] = []  # the builder makes the city's own
BROADCAST_SERVER_RESTART_MESSAGES = False
IN_GAME_ERRORS = False  # a traceback belongs in the log


def _secret_key() -> str:
    """Return this city's own key, made at first use and readable by nobody else."""
    path = _home / "run" / "secret_key"
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()


SECRET_KEY = _secret_key()
