"""The files for deploying agree with the code: units for systemd, compose files, the guide."""

import re
from pathlib import Path

import yaml
from django.conf import settings
from django.core.management import get_commands

from config.env import SCHEMA

ROOT = Path(settings.BASE_DIR)


def load_compose(name: str) -> dict:
    class Loader(yaml.SafeLoader):
        pass

    Loader.add_constructor("!reset", lambda loader, node: None)
    return yaml.load((ROOT / name).read_text(), Loader)  # noqa: S506 - a SafeLoader


def test_units_and_guide_call_commands_that_exist():
    files = [*(ROOT / "deploy" / "systemd").iterdir(), ROOT / "docs" / "operations.md", ROOT / "docs" / "deploying.md"]
    called = {
        name
        for file in files
        for name in re.findall(r"(?:manage\.py|`manage|^    manage) ([a-z_]+)", file.read_text(), re.M)
    }
    assert {"serve", "doctor", "backup", "restore", "licences"} <= called
    assert called <= set(get_commands())


def test_containers_are_locked_down():
    for name, service in load_compose("docker-compose.yml")["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["mem_limit"], name
        assert service["pids_limit"], name
        assert service["logging"]["options"]["max-size"], name


def test_secrets_are_files_of_variables_that_are_read():
    compose = load_compose("docker-compose.secrets.yml")
    variables = compose["services"]["web"]["environment"]
    files = {name.removesuffix("_FILE"): path for name, path in variables.items() if name.endswith("_FILE")}
    assert set(files) <= set(SCHEMA)
    assert {path.rpartition("/")[2] for path in files.values()} == set(compose["secrets"])
    assert "POSTGRES_PASSWORD_FILE" in compose["services"]["db"]["environment"]


def test_the_unit_lets_the_site_write_where_it_must():
    unit = (ROOT / "deploy" / "systemd" / "roundtable.service").read_text()
    assert "ReadWritePaths=/srv/roundtable/site/var /tmp" in unit
    assert "PrivateTmp=false" in unit  # else commands stop the database, whose socket they do not see


def test_what_holds_gpl_code_is_not_installed():
    assert "pillow-heif==" not in (ROOT / "requirements.txt").read_text()
    assert "--no-deps" in (ROOT / "config" / "bootstrap.py").read_text()
    assert "--no-deps" in (ROOT / "Dockerfile").read_text()
