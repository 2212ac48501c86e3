"""Install the locked packages into .venv, then serve the site. `make` calls this; it needs only a bare Python.

Usage, with any Python that is supported:
    python3 config/bootstrap.py install [--dev]     the packages (and those for tests)
    python3 config/bootstrap.py run                 the packages, then the site as deployed, with its demo
    python3 config/bootstrap.py dev                 the same for working on it
    python3 config/bootstrap.py serve [OPTIONS]     the site as deployed, with the packages that are there
    python3 config/bootstrap.py manage COMMAND ...  a command of manage.py, with the settings of that
"""

# Use no syntax newer than f-strings: an old Python must get as far as the message that it is too old.
import hashlib
import json
import os
import secrets
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
MARKER = os.path.join(VENV, "installed.json")  # written last: without it the installation was interrupted
SUPPORTED = ((3, 11), (3, 14))


def main(arguments):
    check_python()
    os.chdir(ROOT)
    command = arguments[0] if arguments else "install"
    if command not in ("install", "run", "dev", "serve", "manage"):
        sys.exit(__doc__)
    try:
        if command not in ("serve", "manage"):
            install(["requirements.txt"] + (["requirements-dev.txt"] if "--dev" in arguments else []))
        if command != "install":
            os.environ.update(environment(development=command == "dev"))
            options = {"run": ["serve", "--demo"], "dev": ["serve", "--demo", "--reload"]}.get(
                command, (["serve"] if command == "serve" else []) + arguments[1:]
            )
            os.execv(PYTHON, [PYTHON, "manage.py", *options])  # noqa: S606
    except OSError as error:
        sys.exit(f"Roundtable cannot be set up here: {error}")
    except KeyboardInterrupt:
        sys.exit("\nInterrupted. The next start goes on from here.")


def check_python():
    if not SUPPORTED[0] <= sys.version_info[:2] <= SUPPORTED[1]:
        version = ".".join(map(str, sys.version_info[:3]))
        sys.exit(f"Roundtable needs Python 3.11 to 3.14, and this is {version} ({sys.executable}).")


def install(lock_files):
    """Install what is not installed yet. Takes milliseconds when nothing changed."""
    import fcntl  # noqa: PLC0415 - Windows has none; there this is the first error

    with open(os.path.join(ROOT, "requirements.txt")) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two commands at once in a fresh clone
        wanted = {name: fingerprint(name) for name in lock_files}
        installed = read_marker()
        if not installed:
            make_venv()
            installed = {"python": interpreter()}
        missing = [name for name in lock_files if installed.get(name) != wanted[name]]
        if not missing:
            return
        if os.path.exists(MARKER):
            os.unlink(MARKER)
        print("Installing the packages into .venv: this takes a minute or two, once.", flush=True)
        options = ["--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes"]
        options += ["--no-deps"]  # the lock files have them all, but for one that is left out (pyproject.toml)
        for name in missing:
            options += ["-r", name]
        if subprocess.call([PYTHON, "-m", "pip", "install", *options]) != 0:  # noqa: S603
            sys.exit("The packages could not be installed (the reason is above). Then try again.")
        write_marker(dict(installed, **wanted))


def make_venv():
    try:
        import ensurepip  # noqa: F401, PLC0415 - Debian packages these two separately
        import venv  # noqa: PLC0415
    except ImportError:
        sys.exit(
            f"This Python ({sys.executable}) cannot make virtual environments.\n"
            "On Debian or Ubuntu: sudo apt install python3-venv"
        )
    print(f"Making .venv with Python {sys.version.split()[0]}.", flush=True)
    venv.create(VENV, clear=True, with_pip=True, symlinks=True)


def interpreter():
    return f"{sys.version} in {sys.base_prefix}"


def fingerprint(name):
    with open(os.path.join(ROOT, name), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def read_marker():
    """Return what is installed: {} if nothing is, if it is unknown, or if another Python made .venv."""
    try:
        with open(MARKER) as file:
            installed = json.load(file)
    except (OSError, ValueError):
        return {}
    return installed if installed.get("python") == interpreter() and os.path.exists(PYTHON) else {}


def write_marker(installed):
    with open(MARKER + ".new", "w") as file:
        json.dump(installed, file, indent=1)
    os.replace(MARKER + ".new", MARKER)


def environment(development):
    """Return the variables that the settings need on a developer's machine, as far as they are set nowhere else."""
    port = os.environ.get("PORT") or "8000"
    defaults = {"SITE_URL": f"http://127.0.0.1:{port}"}
    given = {name for name, value in os.environ.items() if value} | names_in_dotenv()
    if not development:
        # On one's own machine e-mails are to be seen; a public site without EMAIL_URL keeps them until it is set.
        defaults.update(ALLOWED_HOSTS="127.0.0.1,localhost", LOG_FORMAT="plain", EMAIL_URL="consolemail://")
        if not given & {"SECRET_KEY", "SECRET_KEY_FILE"}:
            defaults["SECRET_KEY"] = secret_key()
    chosen = {name: value for name, value in defaults.items() if name not in given}
    settings = "config.settings.development" if development else "config.settings.production"
    return dict(chosen, PORT=port, DJANGO_SETTINGS_MODULE=settings)


def names_in_dotenv():
    try:
        with open(os.path.join(ROOT, ".env")) as file:
            lines = [line.strip().partition("=") for line in file]
            return {name.replace("export ", "").strip() for name, _, value in lines if value}
    except OSError:
        return set()


def secret_key():
    """Return the key in var/secret-key, which is created once and readable only by its owner."""
    path = os.path.join(ROOT, "var", "secret-key")
    if not os.path.exists(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with os.fdopen(os.open(path + ".new", os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        os.replace(path + ".new", path)
    with open(path) as file:
        return file.read().strip()


if __name__ == "__main__":
    main(sys.argv[1:])
