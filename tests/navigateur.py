"""Find a Chromium for the browser tests, or get one, or say what to install. Run by ``make test`` before pytest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
"""Without these a browser asks the network for things of its own, which is not what is tested."""


def find() -> str | None:
    """Path of a Chromium already on this machine: $CHROMIUM, then the system's, then Playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        return named
    for name in NAMES:
        if found := shutil.which(name):
            return found
    for place in PLACES:
        if Path(place).exists():
            return place
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def get() -> str | None:
    """Install one: Playwright's, else Debian's package when we may; its path, or None."""
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, timeout=600)
    if found := find():
        return found
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False, timeout=300)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, timeout=600)
    return find()


if __name__ == "__main__":
    if not (browser := find() or get()):
        sys.exit(
            "Aucun navigateur Chromium sur cette machine, et il n’a pas pu être installé. Installez Chromium ou Chrome "
            "(Debian, Ubuntu : apt install chromium), ou donnez son chemin : CHROMIUM=/chemin make test"
        )
    print(f"Navigateur des tests : {browser}")
