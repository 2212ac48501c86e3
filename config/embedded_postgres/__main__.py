"""``python -m config.embedded_postgres DATA``: stop the server of a data directory, unless a process uses it."""

import sys
from pathlib import Path

from .server import Server

Server.for_data(Path(sys.argv[1])).stop_unused()
