"""Writing nginx's configuration of ``deploy/nginx/`` for a folder of one's own and an ordinary user.

``python -m config.nginx FOLDER --var VAR --port 8080 --application 127.0.0.1:8000`` writes it; ``make stack``,
``make check-deploy``, the tests and measurements run the same files with other paths and ports.
"""

import argparse
import os
import resource
import shutil
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "deploy" / "nginx"
#: The paths and ports in the files, as docs/operations.md has them.
VAR, OWN_FOLDER = "/srv/roundtable/site/var", "/etc/roundtable/nginx"
PORT, TLS_PORT, APPLICATION = "8080", "8443", "127.0.0.1:8000"
MIME_TYPES = "/etc/nginx/mime.types"


def write_nginx_configuration(
    folder: Path,
    *,
    var: Path,
    media: Path | None = None,
    address: str = "127.0.0.1",
    port: int = 8080,
    application: str = APPLICATION,
    server: str = "http.conf",
) -> Path:
    """Copy the files to ``folder``, with these paths and ports; return the main one, for ``nginx -c``.

    ``var`` and ``media`` are those of the site. Files that nginx writes go to ``folder`` as well.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(SOURCE / server, folder / "server.conf")
    for name in ("nginx.conf", "maps.conf", "site.conf", "types.conf", "upstream.conf"):
        shutil.copy(SOURCE / name, folder)
    replacements = {
        f"{VAR}/media": str(media or var / "media"),
        VAR: str(var),
        OWN_FOLDER: str(folder),
        f"listen {PORT}": f"listen {address}:{port}",
        f"listen {TLS_PORT}": f"listen {address}:{port + 1}",
        APPLICATION: application,
        " /tmp/nginx": f" {folder}/nginx",
        "worker_rlimit_nofile 40000;": f"worker_rlimit_nofile {min(40000, get_file_limit())};",
        "access_log /dev/stdout combined;": "access_log off;",
        "error_log /dev/stderr warn;": f"error_log {folder}/error.log warn;\ndaemon off;",
    }
    for path in folder.glob("*.conf"):
        text = path.read_text()
        for old, new in replacements.items():
            text = text.replace(old, new)
        path.write_text(text)
    if os.geteuid() == 0:  # else nginx's workers change to a user who may not read these folders
        main = folder / "nginx.conf"
        main.write_text(f"user root;\n{main.read_text()}")
    return folder / "nginx.conf"


def get_file_limit() -> int:
    """Return how many files and connections a process of this user may open at most."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return 40000 if hard == resource.RLIM_INFINITY else hard


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--var", type=Path, required=True)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--application", default=APPLICATION)
    parser.add_argument("--server", default="http.conf")
    options = parser.parse_args()
    print(
        write_nginx_configuration(
            options.folder.resolve(),
            var=options.var.resolve(),
            port=options.port,
            application=options.application,
            server=options.server,
        )
    )


if __name__ == "__main__":
    main()
