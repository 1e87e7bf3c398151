"""What every journey starts from: a small city served by the real program, and a real browser."""

import pathlib
import re
import socket
import subprocess

import pytest
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build" / "debug" / "shouwang"
SCREENS = ROOT / ".build-logs" / "screens"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


def shouwang(*words, expect=0):
    """Runs the program and answers what it wrote; another exit code than `expect` fails the test."""
    done = subprocess.run(
        [PROGRAM, *map(str, words)], capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=ROOT, timeout=300
    )
    assert done.returncode == expect, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """The program serving a store, from start to end of a test run."""

    def __init__(self, store, log, *options):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        with open(log, "w") as output:
            self.process = subprocess.Popen(
                [PROGRAM, "serve", "--store", store, "--port", str(self.port), *options],
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd=ROOT,
            )

    def wait(self, pattern, timeout=60):
        """Reads the log until a line matches, and answers the match."""
        found = subprocess.run(
            ["timeout", str(timeout), "bash", "-c", f"tail -n +1 -F '{self.log}' 2>/dev/null | grep -m1 -E '{pattern}'"],
            capture_output=True,
            text=True,
        ).stdout
        match = re.search(pattern, found)
        assert match, f"the server did not say {pattern}:\n{pathlib.Path(self.log).read_text()}"
        return match

    def end(self):
        self.process.terminate()
        assert self.process.wait(timeout=30) == 0, "the server ends by itself when it is told to"


@pytest.fixture(scope="session")
def browser():
    SCREENS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
