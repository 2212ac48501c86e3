"""What can be said of the files for deploying without a container engine: `make check-deploy`.

nginx reads its configuration, with and without TLS; the compose files have the form that the Compose Specification
gives; systemd reads the units. A program that is not installed is named, and fails where ``CI`` is set.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import yaml

from config.nginx import write_nginx_configuration
from config.stack import BASE_DIR, find_program

#: Of the Compose Specification, what these files use. A misspelt key would be refused by Compose, or do nothing.
SERVICE_KEYS = {
    "build", "cap_drop", "command", "depends_on", "env_file", "environment", "healthcheck", "image", "init", "logging",
    "mem_limit", "networks", "pids_limit", "ports", "read_only", "restart", "secrets", "security_opt", "shm_size",
    "stop_grace_period", "tmpfs", "ulimits", "user", "volumes",
}  # fmt: skip
FILE_KEYS = {"name", "services", "networks", "volumes", "secrets"}
Problems = list[str]


class MissingProgramError(Exception):
    """A check needs a program that is not installed."""


class ComposeLoader(yaml.SafeLoader):
    """YAML with the tags of Compose for merging files."""


ComposeLoader.add_constructor("!reset", lambda loader, node: None)


def load_compose(path: Path) -> dict:
    return yaml.load(path.read_text(), ComposeLoader)  # noqa: S506 - a SafeLoader


def check_nginx() -> Problems:
    nginx = find_program("nginx")
    if nginx is None:
        raise MissingProgramError("nginx is not installed: apt install nginx-light")
    problems = []
    for server in ("http.conf", "https.conf"):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            main = write_nginx_configuration(folder, var=folder / "var", server=server)
            make_certificate(folder)
            text = (folder / "server.conf").read_text().replace("/etc/roundtable/tls", str(folder))
            (folder / "server.conf").write_text(text)
            result = run([nginx, "-t", "-c", str(main), "-p", name])
            if result.returncode:
                problems.append(f"{server}: {result.stderr.strip()}")
    return problems


def make_certificate(folder: Path) -> None:
    """Make a certificate for nobody, which the configuration with TLS needs to be read."""
    openssl = find_program("openssl")
    if openssl is None:
        raise MissingProgramError("openssl is not installed: apt install openssl")
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"]
    command += ["-subj", "/CN=localhost", "-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    run(command)


def check_compose() -> Problems:
    problems: Problems = []
    main = load_compose(BASE_DIR / "docker-compose.yml")
    for name in ("docker-compose.yml", "docker-compose.secrets.yml"):
        content = load_compose(BASE_DIR / name)
        problems += [f"{name}: {key}" for key in content if key not in FILE_KEYS and not key.startswith("x-")]
        for service, keys in content["services"].items():
            problems += [f"{name}: {service}: {key}" for key in keys if key not in SERVICE_KEYS]
    for service, keys in main["services"].items():
        depends = set(keys.get("depends_on", ()))
        problems += [f"{service} needs {other}, which is no service" for other in depends - set(main["services"])]
        problems += [f"{service}: the volume {name}" for name in get_volumes(keys) if name not in main["volumes"]]
    problems += [f"{path} is mounted and is not there" for path in get_mounted_files(main) if not path.exists()]
    return problems


def get_volumes(service: dict) -> list[str]:
    """Return the named volumes of a service: those that are no paths and no variables."""
    volumes = service.get("volumes", [])
    sources = [volume["source"] if isinstance(volume, dict) else volume.split(":")[0] for volume in volumes]
    return [source for source in sources if source[0] not in "./$"]


def get_mounted_files(compose: dict) -> list[Path]:
    volumes = [volume for service in compose["services"].values() for volume in service.get("volumes", ())]
    sources = [volume.split(":")[0] for volume in volumes if isinstance(volume, str)]
    return [BASE_DIR / source for source in sources if source.startswith("./") and "$" not in source]


def check_units() -> Problems:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        raise MissingProgramError("systemd-analyze is not installed")
    problems = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for unit in (BASE_DIR / "deploy" / "systemd").iterdir():
            # The program of a unit must exist, and is not installed here.
            text = unit.read_text().replace("/srv/roundtable/site/.venv/bin/python", sys.executable)
            (folder / unit.name).write_text(text.replace("User=roundtable", "User=root"))
        for unit in folder.iterdir():
            result = run([analyze, "verify", "--man=no", str(unit)])
            lines = [line for line in result.stderr.splitlines() if unit.name in line or result.returncode]
            problems += [f"{unit.name}: {line}" for line in lines if "file://" not in line]
    return problems


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - our own


def main() -> int:
    checks: dict[str, Callable[[], Problems]] = {
        "nginx": check_nginx,
        "compose files": check_compose,
        "systemd units": check_units,
    }
    failed = False
    for name, check in checks.items():
        try:
            problems = check()
        except MissingProgramError as error:
            print(f"{name:<15} not checked: {error}")
            failed |= bool(os.environ.get("CI")) and name == "nginx"
            continue
        print(f"{name:<15} {'good' if not problems else ''}", *problems, sep="\n   " if problems else " ")
        failed |= bool(problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
