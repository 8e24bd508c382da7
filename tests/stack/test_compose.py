"""docker-compose.yml and Containerfile, as far as they can be held without an engine: there is none here."""

from __future__ import annotations

import json
import re
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer

from intake.cli import build
from intake.settings import DeskSettings
from storage.settings import StorageSettings
from tests.servers.clamd import ClamdServer
from tests.servers.programs import serving
from tests.stack.compose import ROOT, Service, asked, compose, services
from tests.test_docs import MODELS, SETTING
from verification.reading.scanner import Scanner
from verification.reading.scanner_limits import tells_limits
from workers.lines import Line
from workers.queue_settings import QueueSettings
from workers.settings import WorkerSettings

SERVICES = services()
OWN = {name: one for name, one in SERVICES.items() if one.ours}
ONCE = {"migrate", "provision", "trust"}  # they run and end
FIELDS = {f"BEWIJSLOKET_{name.upper()}" for model in MODELS for name in model.model_fields}
ELSEWHERE = {"BEWIJSLOKET_SECRETS_DIR", "BEWIJSLOKET_TRUST_DIR"}
SIGN_IN = "bewijsloket_sign_in"
OF_SERVERS = {"postgres_password", "rabbitmq_user", "minio_kms_key"}  # secrets that are no settings of ours

# What we use of the Compose Specification (schema/compose-spec.json), with the shape that it asks.
TOP = {"name": str, "services": dict, "networks": dict, "volumes": dict, "configs": dict, "secrets": dict}
OF_SERVICE = {
    **dict.fromkeys(("image", "restart", "hostname", "user", "network_mode", "stop_grace_period"), str),
    **dict.fromkeys(("build", "logging", "environment", "depends_on", "healthcheck"), dict),
    **dict.fromkeys(("cap_drop", "security_opt", "command", "entrypoint", "secrets", "volumes"), list),
    **dict.fromkeys(("tmpfs", "networks", "ports", "profiles", "configs", "env_file"), list),
    **dict.fromkeys(("init", "read_only"), bool),
    **dict.fromkeys(("mem_limit", "shm_size"), str),
    "cpus": (int, float),
    "pids_limit": int,
}
CONDITIONS = {"service_started", "service_healthy", "service_completed_successfully"}
TIME = re.compile(r"\d+s")
SIZE = re.compile(r"\d+[mg]")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `make secrets` was run."""
    folder = tmp_path_factory.mktemp("secrets")
    make_secrets(folder)
    return folder


def make_secrets(folder: Path) -> None:
    subprocess.run([ROOT / ".ci/secrets", folder], check=True, capture_output=True)


def test_the_file_has_the_shape_of_the_specification() -> None:
    read = compose()
    for key, value in read.items():
        assert key.startswith("x-") or isinstance(value, TOP[key]), key
    for name, one in SERVICES.items():
        for key, value in one.told.items():
            assert isinstance(value, OF_SERVICE[key]), (name, key)
        assert all(type(value) is str for value in one.environment.values()), name
        assert all(type(part) is str for part in [*one.command, *(one.health or [])]), name
        for other, how in one.told.get("depends_on", {}).items():
            assert other in SERVICES
            assert set(how) <= {"condition", "required"}
            assert how["condition"] in CONDITIONS
        for key, value in one.told.get("healthcheck", {}).items():
            expected = {"test": list, "retries": int}.get(key, str)
            assert isinstance(value, expected)
            assert expected is not str or TIME.fullmatch(value)
        assert SIZE.fullmatch(one.told["mem_limit"]), name
    for kind in ("networks", "volumes", "configs"):
        used = {_source(part) for one in SERVICES.values() for part in one.told.get(kind, [])}
        assert used == set(read[kind]), kind


def _source(part: str | dict[str, str]) -> str:
    return part["source"] if isinstance(part, dict) else part.split(":")[0]


def test_every_variable_is_a_documented_setting() -> None:
    documented = set(SETTING.findall((ROOT / "docs/settings.md").read_text()))
    image = re.findall(r"BEWIJSLOKET_[A-Z_]+", (ROOT / "Containerfile").read_text())
    for name in {*image, *(key for one in SERVICES.values() for key in one.environment)}:
        if name.startswith("BEWIJSLOKET_"):
            assert name in documented
            assert name in FIELDS | ELSEWHERE
    for one in OWN.values():
        others = {name for name in one.environment if not name.startswith("BEWIJSLOKET_")}
        assert others == ({"FORWARDED_ALLOW_IPS"} if one.name == "web" else set())


def test_what_may_be_set_outside_is_told_to_the_operator() -> None:
    page = (ROOT / "docs/operations.md").read_text()
    assert all(f"`{name}" in page for name in asked())


@pytest.mark.parametrize("name", sorted(OWN))
def test_the_settings_classes_understand_what_is_set(
    made: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {key: value for key, value in OWN[name].environment.items() if key != "BEWIJSLOKET_SECRETS_DIR"}
    for key, value in given.items():
        monkeypatch.setenv(key, value)
    folder = _given(made, OWN[name])
    storage = StorageSettings(_secrets_dir=folder)
    queue = QueueSettings(_secrets_dir=folder)
    if "BEWIJSLOKET_SCANNER" in given:
        assert WorkerSettings().production
    desk = DeskSettings()
    assert not desk.demo
    assert desk.sign_in == (), "no way in until the operator writes one"
    for secret in set(OWN[name].secrets) - OF_SERVERS - {SIGN_IN}:
        field = secret.removeprefix("bewijsloket_")
        value = getattr(storage, field, None) or getattr(queue, field)
        plain = value if isinstance(value, str) else value.get_secret_value()
        assert plain == (made / "secrets" / secret).read_text()


def _given(made: Path, one: Service) -> Path:
    """What this service finds in /run/secrets."""
    folder = made / one.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for secret in one.secrets:
        shutil.copy(made / "secrets" / secret, folder / secret)
    return folder


def test_every_secret_is_a_setting_made_by_the_script_and_given_to_who_needs_it(made: Path) -> None:
    named = compose()["secrets"]
    assert {name.upper() for name in named if name not in OF_SERVERS} <= FIELDS
    assert {name for one in SERVICES.values() for name in one.secrets} == set(named)
    for name, told in named.items():
        assert told == {"file": f"./secrets/{name}"}
        assert name == SIGN_IN or len((made / "secrets" / name).read_text()) >= 20
    owners = {one.name for one in SERVICES.values() if "bewijsloket_s3_owner_secret" in one.secrets}
    assert owners == {"provision", "minio"}
    for name, one in OWN.items():
        wanted = {"web": {"intake"}, "provision": {"owner", "intake", "worker", "lock_keeper", "destroyer"}}
        default = {"worker", "lock_keeper", "destroyer"} if name.startswith("worker-") else set()
        found = {key[len("bewijsloket_s3_") :] for key in one.secrets if key.startswith("bewijsloket_s3_")}
        parts = {f"{who}_{part}" for who in wanted.get(name, default) for part in ("key", "secret")}
        assert found == parts, name


def test_the_script_makes_each_secret_once_and_closes_the_folder(made: Path) -> None:
    before = {path.name: path.read_text() for path in (made / "secrets").iterdir()}
    (made / "secrets" / "bewijsloket_sealing_key").unlink()
    make_secrets(made)
    after = {path.name: path.read_text() for path in (made / "secrets").iterdir()}
    assert {name for name in before if before[name] != after[name]} == {"bewijsloket_sealing_key"}
    assert len(set(after.values())) == len(after)
    assert stat.S_IMODE((made / "secrets").stat().st_mode) == 0o700
    assert after["postgres_password"] in after["bewijsloket_database_url"]
    assert after["rabbitmq_user"].split()[-1] in after["bewijsloket_broker_url"]
    ignored = (ROOT / ".gitignore").read_text().split()
    assert {"/secrets/", "/.env"} <= set(ignored)


def test_no_password_stands_in_the_file() -> None:
    secret = re.compile(r"PASS|SECRET|_KEY|TOKEN|(?<!PUBLIC)_URL")
    for one in SERVICES.values():
        for name in one.environment:
            assert not secret.search(name) or name.endswith(("_FILE", "SECRETS_DIR")), name
    assert not re.search(r"://[^/\s\"]*@", (ROOT / "docker-compose.yml").read_text())


def test_every_image_is_pinned() -> None:
    for one in SERVICES.values():
        tag = one.told["image"].rpartition(":")[2]
        assert re.search(r"\d+[.-]\d+", tag), one.name
    bases = re.findall(r"^FROM (\S+)", (ROOT / "Containerfile").read_text(), re.M)
    assert len(bases) == 2
    assert set(bases) == {"docker.io/library/debian:bookworm-20250520-slim"}


def test_the_image_is_made_from_the_lock_by_debians_packages() -> None:
    text = (ROOT / "Containerfile").read_text()
    assert "--require-hashes -r requirements.lock" in text
    assert "--no-deps --no-build-isolation" in text
    assert not re.search(r"index-url|://", text)
    run = re.search(r"run=\(([^)]*)\)", (ROOT / ".ci/packages").read_text())
    assert run is not None
    wanted = set(run[1].split()) - {"python3-venv"}  # it builds, and does not run
    last = text.rpartition("\nFROM")[2].replace("\\\n", " ")
    installed = re.search(r"--no-install-recommends ([a-z0-9 -]+?) &&", re.sub(r"\s+", " ", last))
    assert installed is not None
    assert set(installed[1].split()) == wanted
    assert re.search(r"^USER 10001:10001$", last, re.M)
    context = (ROOT / ".dockerignore").read_text().split("\n")
    copied = {word for line in re.findall(r"^COPY (?!--)(.+) \S+$", text, re.M) for word in line.split()}
    assert {line[1:] for line in context if line.startswith("!")} == copied


# Commands of the health checks that stand in the images of others, by those images' own documentation.
IN_IMAGES = {
    "postgres": "pg_isready",
    "rabbitmq": "rabbitmq-diagnostics",
    "clamd": "clamdcheck.sh",
    "minio": "mc",
}


def test_every_health_check_exists() -> None:
    checked = {name for name, one in SERVICES.items() if one.health}
    assert checked == set(SERVICES) - ONCE
    for name in checked:
        program, *words = SERVICES[name].health or []
        if name in OWN:
            assert program == "bewijsloket"
            _parse(words)
        else:
            assert program == IN_IMAGES[name]
    assert shutil.which("pg_isready")  # the two that Debian's packages have as well
    assert Path("/usr/sbin/rabbitmq-diagnostics").exists()


@pytest.mark.parametrize("name", sorted(OWN))
def test_every_command_of_ours_exists(name: str) -> None:
    _parse(OWN[name].command)


def _parse(words: list[str]) -> None:
    """UsageError where the command line does not know these words."""
    command: Any = typer.main.get_command(build())
    context = command.make_context("bewijsloket", list(words), resilient_parsing=False)
    while hasattr(command, "resolve_command"):
        name, command, rest = command.resolve_command(context, [*context._protected_args, *context.args])
        context = command.make_context(name, list(rest), parent=context)


def test_every_queue_has_its_worker_and_the_health_check_asks_for_it() -> None:
    queues = [
        (name, word) for name, one in OWN.items() for word in one.command if word.startswith("--queue=")
    ]
    assert sorted(word for _, word in queues) == sorted(f"--queue={line}" for line in Line)
    for name, word in queues:
        assert (OWN[name].health or [])[-1] == word


def test_only_the_web_application_is_published_and_on_loopback() -> None:
    published = {name: one.told["ports"] for name, one in SERVICES.items() if "ports" in one.told}
    assert published == {"web": ["127.0.0.1:8080:8080"]}
    networks = compose()["networks"]
    assert networks["back"] == {"internal": True}
    assert networks["store"] == {"internal": True}
    for name, one in SERVICES.items():
        outward = {net for net in one.networks if not (networks[net] or {}).get("internal")}
        assert outward == {"web": {"front"}, "clamd": {"updates"}}.get(name, set())


def test_only_the_demonstration_is_on_the_machines_own_network_and_on_its_loopback() -> None:
    """It has demo users, and no password of anything."""
    assert [name for name, one in SERVICES.items() if one.told.get("network_mode") == "host"] == ["demo"]
    demo = SERVICES["demo"]
    assert demo.told["profiles"] == ["demo"]
    assert demo.environment["BEWIJSLOKET_HOST"] == "127.0.0.1"
    assert "BEWIJSLOKET_PRODUCTION" not in demo.environment
    assert demo.secrets == []
    for name, one in OWN.items():
        production = one.environment.get("BEWIJSLOKET_PRODUCTION") == "true"
        assert production or name in ("demo", "trust")


def test_every_setting_can_be_given() -> None:
    for name, one in OWN.items():
        assert one.told["env_file"] == [{"path": "settings.env", "required": False}], name
    assert "/settings.env" in (ROOT / ".gitignore").read_text().split()


def test_what_is_ours_has_no_rights_that_it_does_not_need() -> None:
    for name, one in SERVICES.items():
        assert one.told["security_opt"] == ["no-new-privileges:true"], name
        assert {"mem_limit", "cpus", "pids_limit"} <= set(one.told), name
        assert one.told["restart"] == ("no" if name in ONCE else "unless-stopped")
    for name, one in OWN.items():
        assert one.told["read_only"], name
        assert one.told["cap_drop"] == ["ALL"], name


def test_the_object_store_is_swapped_by_settings() -> None:
    """Without the profile nothing waits for MinIO, and our own parts go to the other server."""
    without = [name for name, one in SERVICES.items() if "minio" in one.told.get("profiles", [])]
    assert set(without) == {"minio", "provision"}
    for one in SERVICES.values():
        for other, how in one.told.get("depends_on", {}).items():
            assert other not in without or how["required"] is False, one.name
    other = {"BEWIJSLOKET_S3_ENDPOINT": "https://s3.example.org", "STORE_IS_INSIDE": "false"}
    for name, one in services(other).items():
        if "BEWIJSLOKET_S3_ENDPOINT" in one.environment:
            assert one.environment["BEWIJSLOKET_S3_ENDPOINT"] == "https://s3.example.org", name
            assert "store" in one.networks
    assert compose(other)["networks"]["store"] == {"internal": False}
    default = {one.environment.get("BEWIJSLOKET_S3_ENDPOINT") for one in OWN.values()} - {None}
    assert default == {"http://minio:9000"}


def test_clamd_takes_its_settings_and_tells_its_limits() -> None:
    lines = compose()["configs"]["clamd"]["content"].splitlines()
    given = dict(line.split(" ", 1) for line in lines)
    of_the_test = {"User", "LocalSocket", "TCPSocket", "TemporaryDirectory", "DatabaseDirectory", "LogTime"}
    settings = {name: value for name, value in given.items() if name not in of_the_test}
    with serving(lambda folder: ClamdServer(folder, settings=settings)) as server:
        assert tells_limits(Scanner(server.address))
    megabytes = int(given["StreamMaxLength"].removesuffix("M"))
    assert megabytes * 2**20 > WorkerSettings().scanner_max_bytes
    assert "TCPAddr" not in given, "the image's own health check asks localhost, whichever that is"


def test_json_in_an_environment_may_be_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEWIJSLOKET_S3_PRINCIPALS", OWN["provision"].environment["BEWIJSLOKET_S3_PRINCIPALS"])
    assert StorageSettings().s3_principals == {}
    monkeypatch.setenv("BEWIJSLOKET_S3_PRINCIPALS", json.dumps({"worker": "arn:test"}))
    assert StorageSettings().s3_principals == {"worker": "arn:test"}
