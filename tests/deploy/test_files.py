"""The files for a server say what is true of the app: settings, commands, ports, addresses."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.proxy import CADDYFILE
from workshop.cli.parser import build_parser
from workshop.settings import CHECKOUT
from workshop.web import front_door

DEPLOY = CHECKOUT / "deploy"
FILES = sorted(file for file in DEPLOY.rglob("*") if file.is_file())
UNITS = DEPLOY / "systemd"
INSTALLED = "/opt/regards-croises/.venv/bin/workshop"
OF_THE_PROXY = {"WORKSHOP_SITE", "WORKSHOP_APPS", "WORKSHOP_TLS"} | {
    "WORKSHOP_HTTP_PORT",
    "WORKSHOP_HTTPS_PORT",
}
"""What the Caddyfile reads; everything else has to be a setting of the app."""


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def commands_of(name: str) -> list[str]:
    """What a unit starts."""
    lines = (UNITS / name).read_text(encoding="utf-8").splitlines()
    return [line.split("=", 1)[1] for line in lines if line.startswith("ExecStart=")]


def is_understood(arguments: list[str]) -> None:
    build_parser().parse_args(arguments)


def test_every_setting_named_is_one_that_is_read() -> None:
    settings = (CHECKOUT / "workshop" / "settings.py").read_text(encoding="utf-8")
    caddy = CADDYFILE.read_text(encoding="utf-8")
    for file in FILES:
        for name in re.findall(r"WORKSHOP_[A-Z_]*[A-Z]", file.read_text(encoding="utf-8")):
            # Of mail only the beginning of the name stands in one place.
            known = name in settings or name.startswith("WORKSHOP_SMTP_")
            assert known or (name in OF_THE_PROXY and f"{{${name}" in caddy), (file.name, name)


def test_the_proxy_knows_all_our_own_routes_and_no_other() -> None:
    line = re.search(r"@any_process path (.*)", CADDYFILE.read_text(encoding="utf-8"))
    assert line is not None
    below = {f"{place}*" for place in front_door._OWN_BELOW}
    assert set(line[1].split()) == (front_door._OWN - {"/metrics"}) | below


def test_nginx_knows_the_same_routes() -> None:
    written = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    line = re.search(r"location (~ \^/\(\?:j\|f.*) \{", written)
    assert line is not None
    pattern = re.compile(line[1].removeprefix("~ "))
    for place in front_door._OWN - {"/metrics"}:
        assert pattern.match(place), place
    for place in front_door._OWN_BELOW:
        assert pattern.match(f"{place}x"), place
    for page in ("/", "/matrix", "/journeys", "/sponsor", "/static/x.js", "/_stcore/stream"):
        assert not pattern.match(page), page


def test_nginx_keeps_no_address_of_anybody() -> None:
    written = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    servers = written.split("\nserver {")[1:]
    assert len(servers) == 2
    for server in servers:
        assert "access_log off;" in server
        # A handshake that fails is "crit", with the address of whoever tried.
        assert re.findall(r"error_log \S+ (\w+);", server) == ["emerg"]


def test_units_and_containers_give_commands_that_are_understood(compose: Any) -> None:
    for name in ("workshop@.service", "workshop-nightly.service"):
        for line in commands_of(name):
            program, *arguments = shlex.split(line.replace("%i", "8081"))
            assert program == INSTALLED
            is_understood(arguments)
    nightly = compose["services"]["nightly"]["entrypoint"][-1]
    said = [line.strip() for line in nightly.splitlines() if line.strip().startswith("workshop ")]
    assert len(said) == 2
    # Nothing is deleted on a night without a backup: systemd ends a unit at the first that fails.
    assert said[0].endswith(" &&")
    for line in said:
        is_understood(shlex.split(line.removesuffix(" &&"))[1:])
    image = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    started = re.search(r'^CMD \["(.*)"\]$', image, re.MULTILINE)
    assert started is not None
    is_understood(started[1].split('", "'))


def test_ports_fit_together(compose: Any) -> None:
    caddy = CADDYFILE.read_text(encoding="utf-8")
    wanted = (UNITS / "workshop.target").read_text(encoding="utf-8")
    ports = re.findall(r"workshop@(\d+)\.service", wanted)
    assert f"WORKSHOP_APPS:{' '.join(f'127.0.0.1:{port}' for port in ports)}" in caddy
    nginx = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert all(f"server 127.0.0.1:{port} " in nginx for port in ports)

    services = compose["services"]
    apps = services["proxy"]["environment"]["WORKSHOP_APPS"].split()
    assert all(app.partition(":")[0] in services for app in apps)
    image = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert {app.partition(":")[2] for app in apps} == set(re.findall(r"EXPOSE (\d+)", image))


def test_every_container_is_watched_and_none_of_its_images_moves(compose: Any) -> None:
    image = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert "HEALTHCHECK" in image
    assert "/healthz" in image
    fixed = re.compile(r"[a-z]+:\d+\.\d+(\.\d+)?-[a-z-]+")
    base = re.search(r"^FROM (\S+)$", image, re.MULTILINE)
    assert base is not None
    assert fixed.fullmatch(base[1])
    for name, service in compose["services"].items():
        if "build" in service:
            assert service["read_only"] is True
            assert service["cap_drop"] == ["ALL"]
        else:
            assert fixed.fullmatch(service["image"]), name
            assert "healthcheck" in service, name


def test_the_database_is_out_of_the_proxy_s_reach_and_no_secret_stands_in_a_file(
    compose: Any,
) -> None:
    services = compose["services"]
    assert compose["networks"]["inside"] == {"internal": True}
    assert services["database"]["networks"] == ["inside"]
    assert services["proxy"]["networks"] == ["outside"]
    assert "ports" not in services["database"]
    url = compose["x-settings"]["WORKSHOP_DATABASE_URL"]
    assert "${POSTGRES_PASSWORD:?" in url
    example = (DEPLOY / "example.env").read_text(encoding="utf-8")
    assert "\nPOSTGRES_PASSWORD=\n" in example


def test_systemd_understands_the_units(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd is not on this computer: its units are only read")
    for file in UNITS.glob("workshop*"):
        # Nothing is installed where a test runs.
        written = file.read_text(encoding="utf-8").replace(INSTALLED, "/bin/sh")
        name = file.name.replace("@.", "@8081.")
        (tmp_path / name).write_text(written, encoding="utf-8")
    for unit in sorted(tmp_path.iterdir()):
        told = subprocess.run(
            [analyze, "verify", str(unit)], capture_output=True, text=True, timeout=60, check=False
        )
        assert (told.returncode, told.stderr) == (0, ""), unit.name


def test_compose_understands_its_file(tmp_path: Path) -> None:
    docker = shutil.which("docker")
    asked = [docker or "", "compose", "version"]
    if docker is None or subprocess.run(asked, capture_output=True, check=False).returncode:
        pytest.skip("Docker Compose is not on this computer: its file is only read")
    folder = tmp_path / "deploy"
    shutil.copytree(DEPLOY, folder)
    example = (folder / "example.env").read_text(encoding="utf-8")
    (folder / ".env").write_text(
        example.replace("POSTGRES_PASSWORD=", "POSTGRES_PASSWORD=x"), encoding="utf-8"
    )
    told = subprocess.run(
        [docker, "compose", "--file", str(folder / "compose.yaml"), "config", "--quiet"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
