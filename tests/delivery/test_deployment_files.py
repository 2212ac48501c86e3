"""The files for deploying agree with the code: units for systemd, compose files, the guide."""

import os
import re
from pathlib import Path

from django.conf import settings
from django.core.management import get_commands

from config import check_deploy
from config.check_deploy import load_compose
from config.env import SCHEMA
from config.stack import find_program

ROOT = Path(settings.BASE_DIR)


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
    services = load_compose(ROOT / "docker-compose.yml")["services"]
    assert list(services) == ["proxy", "web", "worker", "db", "cache"]
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["mem_limit"], name
        assert service["pids_limit"], name
        assert service["logging"]["options"]["max-size"], name
        assert "healthcheck" in service or name == "web", name  # whose check is in the Dockerfile


def test_the_files_for_deploying_are_right_as_far_as_can_be_seen_without_an_engine():
    assert check_deploy.check_compose() == []
    if os.environ.get("CI") or find_program("nginx"):
        assert check_deploy.check_nginx() == []


def test_a_misspelt_key_or_volume_of_a_compose_file_is_found(monkeypatch, tmp_path):
    text = (ROOT / "docker-compose.yml").read_text().replace("mem_limit: 256m", "memlimit: 256m")
    (tmp_path / "docker-compose.yml").write_text(text.replace("- database:/var", "- data:/var"))
    (tmp_path / "docker-compose.secrets.yml").write_text((ROOT / "docker-compose.secrets.yml").read_text())
    (tmp_path / "deploy").symlink_to(ROOT / "deploy")
    monkeypatch.setattr(check_deploy, "BASE_DIR", tmp_path)
    assert check_deploy.check_compose() == ["docker-compose.yml: proxy: memlimit", "db: the volume data"]


def test_nginx_knows_the_address_of_the_web_container():
    web = load_compose(ROOT / "docker-compose.yml")["services"]["web"]
    address = web["networks"]["site"]["ipv4_address"]
    assert f"server {address}:8000 " in (ROOT / "deploy" / "nginx" / "upstream-compose.conf").read_text()


def test_nginx_knows_the_cookies_of_who_must_not_get_kept_pages():
    maps = (ROOT / "deploy" / "nginx" / "maps.conf").read_text()
    assert f"(?:{settings.SESSION_COOKIE_NAME}|messages)=" in maps


def test_secrets_are_files_of_variables_that_are_read():
    compose = load_compose(ROOT / "docker-compose.secrets.yml")
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
