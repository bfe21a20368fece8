"""Do everything from nothing but Python 3.11 and git, on Linux, macOS and Windows.

    python run.py                    set up what is missing, then start the app
    python run.py serve --port 9000  the same, with options of `workshop serve`
    python run.py setup              only set up
    python run.py test               every check, then every test
    python run.py test tests/domain  only these tests (anything that pytest understands)
    python run.py check              only the checks: style, types, layers
    python run.py audit [--strict]   known vulnerabilities of what is installed

Standard library only. The dependencies go to `.venv` beside this file, or where WORKSHOP_VENV says;
they are installed again only when `pyproject.toml` or `constraints.txt` have changed.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = Path(os.environ.get("WORKSHOP_VENV") or ROOT / ".venv").expanduser().absolute()
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "regards-croises.stamp"

OLDEST_PYTHON = (3, 11)
COVERAGE_GOAL = 100  # per cent of the branches of the packages below
COVERED = ("workshop/domain/*", "workshop/services/*")
CHECKED = ("app.py", "pages", "workshop", "tests", "benchmarks", "docs", "run.py")
METHOD = ("tests/domain", "tests/services")
"""Whose branches they reach are counted."""
BROWSER = "tests/browser"
"""Two files of them at a time, each with a browser of its own: one waits while the other draws."""
# They use all the cores.
ONE_AT_A_TIME = ("tests/faults", "tests/deploy")
FAILURES = ROOT / ".pytest_cache" / "v" / "cache" / "lastfailed"
TESTS_FAILED = 1  # pytest's exit code
MOST_SECOND_TRIES = 3

ADVISORIES = os.environ.get("WORKSHOP_AUDIT_URL") or "https://api.osv.dev/v1/query"
KNOCK_SECONDS = 6
AUDIT_SECONDS = 120
ACCEPTED: dict[str, str] = {}
"""Advisories that do not touch us: the number of each, why not, and until when that holds."""
WORKERS = "2"
WAITING_WORKERS = "3"  # where many a test waits for PostgreSQL: two cores have room for a third

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "%ProgramFiles%/Google/Chrome/Application/chrome.exe",
    "%ProgramFiles(x86)%/Google/Chrome/Application/chrome.exe",
    "%LocalAppData%/Google/Chrome/Application/chrome.exe",
    "%LocalAppData%/Chromium/Application/chrome.exe",
    "%ProgramFiles(x86)%/Microsoft/Edge/Application/msedge.exe",
)
CHROMIUM_PACKAGES = ("chromium", "fonts-dejavu-core", "fonts-noto-color-emoji")
CADDY = VENV / "caddy"
QUIETLY = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}


def main() -> int:
    """Read the command line and do what it asks; the result is the exit code."""
    parser = argparse.ArgumentParser(
        prog="run.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "command", nargs="?", default="serve", choices=("serve", "setup", "test", "check", "audit")
    )
    options, rest = parser.parse_known_args()
    strict = options.command == "audit" and rest == ["--strict"]
    if rest and options.command in ("setup", "check", "audit") and not strict:
        parser.error(f"unknown option for {options.command}: {' '.join(rest)}")
    if sys.version_info < OLDEST_PYTHON:
        raise SystemExit(
            f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed; this one is "
            f"{sys.version.split()[0]}. Install it from python.org, then run this again with it."
        )
    if options.command == "serve":
        set_up("")
        return serve(rest)
    if options.command == "setup":
        set_up("")
        print("Ready: python run.py", flush=True)
        return 0
    set_up("[dev]")
    if options.command == "check":
        return report(checks())
    if options.command == "audit":
        return audit(strict=strict)
    if rest:
        return step("pytest", [PYTHON, "-m", "pytest", *rest], env=test_environment())
    find_or_install_chromium()
    find_or_unpack_caddy()
    return report({**checks(), "audit": audit(strict=False), **tests()})


# --- setting up -----------------------------------------------------------------------------------


def set_up(extra: str) -> None:
    """Make the virtual environment and install the package with this extra ("" or "[dev]")."""
    wanted = fingerprint()
    installed = STAMP.read_text(encoding="utf-8").split() if STAMP.is_file() else []
    if PYTHON.is_file() and installed[:1] == [wanted] and extra in ("", *installed[1:]):
        return
    extra = extra or "".join(installed[1:])  # `run.py` after `run.py test` keeps the test tools
    STAMP.unlink(missing_ok=True)  # an installation that is interrupted is done again
    make_venv()
    install: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    install += ["--constraint", ROOT / "constraints.txt", "--editable", f"{ROOT}{extra}"]
    if step("Installing the dependencies (some minutes the first time)", install):
        raise SystemExit("The dependencies could not be installed: see pip's message above.")
    STAMP.write_text(f"{wanted} {extra}\n", encoding="utf-8")


def fingerprint() -> str:
    """What an installation depends on, as one word: the two lists, this checkout, this Python."""
    facts = hashlib.sha256(f"{ROOT} {sys.version_info[:2]}".encode())
    for name in ("pyproject.toml", "constraints.txt"):
        facts.update((ROOT / name).read_bytes())
    return facts.hexdigest()


def make_venv() -> None:
    """Create the virtual environment unless one with pip is there; never clear an existing one."""
    if (
        PYTHON.is_file()
        and subprocess.run([PYTHON, "-c", "import pip"], check=False).returncode == 0
    ):
        return
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise SystemExit(
            "This Python cannot make a virtual environment. On Debian and Ubuntu, run "
            f"`sudo apt-get install python3-venv` (or python{version}-venv), then run this again."
        )
    if step(f"Making the virtual environment {VENV}", [sys.executable, "-m", "venv", VENV]):
        raise SystemExit(f"The virtual environment could not be made in {VENV}.")


def find_chromium() -> str | None:
    """The path of Chromium or of a browser built on it, or None: PATH first, then usual places."""
    named = os.environ.get("WORKSHOP_TEST_CHROMIUM")
    if named:
        return named
    on_path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    places = map(os.path.expandvars, CHROMIUM_PLACES)
    return on_path or next((place for place in places if Path(place).is_file()), None)


def find_or_install_chromium() -> None:
    """See to it that the browser tests have their Chromium, or stop with what to install."""
    if find_chromium():
        return
    if is_debian_root():
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *CHROMIUM_PACKAGES]
        update_packages()
        step("Installing Chromium", install, env=QUIETLY)
    if find_chromium() is None:
        raise SystemExit(
            "The browser tests need Chromium or Google Chrome. Debian and Ubuntu: `sudo apt-get "
            "install chromium`; macOS and Windows: install Google Chrome. If it is somewhere "
            "unusual, put its path in WORKSHOP_TEST_CHROMIUM."
        )


def find_caddy() -> str | None:
    """The path of Caddy, the reverse proxy that `deploy/` is tried with, or None."""
    named = os.environ.get("WORKSHOP_TEST_CADDY")
    return named or shutil.which("caddy") or shutil.which("caddy", path=CADDY / "usr" / "bin")


def find_or_unpack_caddy() -> None:
    """See to it that `deploy/` is tried with a real Caddy; without one, say what is skipped."""
    if find_caddy() is None and is_debian_root() and shutil.which("dpkg-deb"):
        update_packages()
        # Unpacked, not installed: its service would take ports 80 and 443 of this computer.
        with tempfile.TemporaryDirectory() as folder:
            step("Fetching Caddy", ["apt-get", "download", "-qq", "caddy"], cwd=Path(folder))
            for package in Path(folder).glob("caddy_*.deb"):
                step("Unpacking Caddy", ["dpkg-deb", "--extract", package, CADDY])
    if find_caddy() is None:
        print(
            "\nWithout Caddy, the tests of the reverse proxy are skipped. Debian and Ubuntu: `sudo "
            "apt-get install caddy`. If it is somewhere unusual, put its path in "
            "WORKSHOP_TEST_CADDY.",
            flush=True,
        )


def is_debian_root() -> bool:
    """Whether Debian's packages can be had without asking anybody."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return root and shutil.which("apt-get") is not None


def update_packages() -> None:
    step("Updating the list of Debian packages", ["apt-get", "update", "-qq"], env=QUIETLY)


# --- what there is to do --------------------------------------------------------------------------


def serve(options: list[str]) -> int:
    """Start the app; where the system can, it takes this process's place, to get its signals."""
    command = [str(PYTHON), "-m", "workshop", "serve", *options]
    if os.name != "nt":
        os.execv(command[0], command)
    try:
        return subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        return 0


def checks() -> dict[str, int]:
    """Style, types and layers: the exit code of each, by its name."""
    there = [name for name in CHECKED if (ROOT / name).exists()]
    return {
        "format": step("ruff format", [PYTHON, "-m", "ruff", "format", "--check", *there]),
        "lint": step("ruff check", [PYTHON, "-m", "ruff", "check", *there]),
        "types": step("mypy", [PYTHON, "-m", "mypy", *there]),
        "layers": step("import-linter", [BIN / "lint-imports"]),
    }


def audit(
    *, strict: bool, service: str = ADVISORIES, pinned: Path = ROOT / "constraints.txt"
) -> int:
    """Ask the service about each pinned version; 1 when one is known to be vulnerable.

    Where the service does not answer, as in a closed network, nothing was checked: one line says
    so, and the result is 0, or 1 if ``strict``. It never takes longer than ``AUDIT_SECONDS``.
    """
    print("\n--- Known vulnerabilities", flush=True)
    command: list[str | Path] = [PYTHON, "-m", "pip_audit", "--requirement", pinned, "--no-deps"]
    command += ["--disable-pip", "--vulnerability-service", "osv", "--osv-url", service]
    command += ["--format", "json", "--progress-spinner", "off", "--timeout", str(KNOCK_SECONDS)]
    command += [part for name in ACCEPTED for part in ("--ignore-vuln", name)]
    found = None
    if answers(service):
        with tempfile.TemporaryDirectory() as cache:
            told = spoken([*command, "--cache-dir", cache], AUDIT_SECONDS)
        with contextlib.suppress(ValueError):
            found = json.loads(told)["dependencies"]
    if found is None:
        print(f"--- {service} is not reachable: nothing was checked.", flush=True)
        return 1 if strict else 0
    wrong = [
        f"{one['name']} {one['version']}: {flaw['id']}, "
        f"mended in {', '.join(flaw['fix_versions']) or 'no version yet'}"
        for one in found
        for flaw in one.get("vulns", ())
    ]
    print("\n".join(wrong or [f"--- None in {len(found)} packages."]), flush=True)
    return 1 if wrong else 0


def answers(service: str) -> bool:
    """Whether anybody answers there; in a process of its own, as a look-up of names may hang."""
    knock = (
        "import sys, urllib.error, urllib.request as web\n"
        "try: web.urlopen(web.Request(sys.argv[1], b'{}'), timeout=4)\n"
        "except urllib.error.HTTPError: pass\n"
        "print('yes')"
    )
    return spoken([PYTHON, "-c", knock, service], KNOCK_SECONDS).strip() == "yes"


def spoken(command: Sequence[str | Path], seconds: float) -> str:
    """What a command printed, "" when it took longer; its errors are the caller's to tell."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            check=False,
            capture_output=True,
            encoding="utf-8",
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout


def tests() -> dict[str, int]:
    """The quick tests side by side, whole files of browser tests too, the others one at a time."""
    pytest: list[str | Path] = [PYTHON, "-m", "pytest"]
    env = test_environment()
    ignored = [f"--ignore={folder}" for folder in (*METHOD, BROWSER, *ONE_AT_A_TIME)]
    beside = ["--dist", "worksteal", "-n"]
    coverage: list[str | Path] = [
        PYTHON,
        "-m",
        "coverage",
        "report",
        f"--include={','.join(COVERED)}",
    ]
    # Only where branches are counted: watching them slows each test down.
    counted = [*pytest, *beside, WAITING_WORKERS, "--cov", "--cov-report=", *METHOD]
    others = [*pytest, *beside, WORKERS, *ignored]
    results = {
        "method tests": tried("Tests of the method and its services", counted, env),
        "quick tests": tried("The other quick tests", others, env),
    }
    results["coverage"] = step("Coverage", [*coverage, f"--fail-under={COVERAGE_GOAL}"])
    browsers = [*pytest, "--dist", "loadfile", "-n", WORKERS, BROWSER]
    results["browser tests"] = tried("Browser tests", browsers, env)
    alone = [*pytest, *ONE_AT_A_TIME]
    results["fault and server tests"] = tried("Fault and server tests", alone, env)
    return results


def tried(title: str, command: Sequence[str | Path], env: dict[str, str]) -> int:
    """Run these tests; a few that fail get a second try alone, and are named.

    A machine that stands still for some seconds fails a test that waits for a browser. What fails
    twice is broken, and so is more than a few at once. Whoever reads a name here mends that test.
    """
    FAILURES.unlink(missing_ok=True)
    code = step(title, command, env=env)
    failed = list(json.loads(FAILURES.read_text("utf-8"))) if FAILURES.is_file() else []
    if code != TESTS_FAILED or not 0 < len(failed) <= MOST_SECOND_TRIES:
        return code
    code = step(f"{title}: a second try", [PYTHON, "-m", "pytest", *failed], env=env)
    if code == 0:
        print(f"--- ONLY AT THE SECOND TRY: {', '.join(failed)}", flush=True)
    return code


def test_environment() -> dict[str, str]:
    """The environment, with the browser named for the tests when there is one."""
    chromium = find_chromium()
    return {**os.environ, **({"WORKSHOP_TEST_CHROMIUM": chromium} if chromium else {})}


def step(
    title: str,
    command: Sequence[str | Path],
    env: dict[str, str] | None = None,
    cwd: Path = ROOT,
) -> int:
    """Print the title, run the command in the checkout, and give back its exit code."""
    print(f"\n--- {title}", flush=True)
    started = time.monotonic()
    code = subprocess.run([str(part) for part in command], cwd=cwd, env=env, check=False).returncode
    seconds = time.monotonic() - started
    print(f"--- {title}: {'ok' if code == 0 else f'FAILED ({code})'}, {seconds:.1f} s", flush=True)
    return code


def report(results: dict[str, int]) -> int:
    """Say which steps failed; 1 if any did."""
    failed = [name for name, code in results.items() if code]
    print(f"\nFailed: {', '.join(failed)}." if failed else "\nAll steps are fine.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
