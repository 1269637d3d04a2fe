"""A disk of a few megabytes, which a test can fill and make read-only."""

import os
import subprocess
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

BALLAST = ".ballast"


class Disk:
    """A tmpfs that is mounted over a folder."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._enough = threading.Event()
        self._filling: threading.Thread | None = None

    def fill(self) -> None:
        """Leave no byte and no page, nor any that somebody gives back, until it is freed."""
        self.stop()
        self._top_up()
        self._enough.clear()
        self._filling = threading.Thread(target=self._keep_full, daemon=True)
        self._filling.start()

    def free(self) -> None:
        """Give back what was filled."""
        self.stop()
        (self.folder / BALLAST).unlink()

    def stop(self) -> None:
        """Fill no more."""
        self._enough.set()
        if self._filling:
            self._filling.join()

    def _keep_full(self) -> None:
        while not self._enough.wait(0.002):
            self._top_up()

    def _top_up(self) -> None:
        with suppress(OSError), (self.folder / BALLAST).open("ab", buffering=0) as file:
            while True:
                file.write(bytes(4096))

    def read_only(self, yes: bool) -> None:
        """Let the disk only be read, or also be written to again."""
        subprocess.run(["mount", "-o", f"remount,{'ro' if yes else 'rw'}", self.folder], check=True)


@contextmanager
def small_disk(folder: Path, megabytes: int = 8):
    """Put what is in a folder on a small disk of its own, for a while."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder.with_name(f"{folder.name}-aside")
    subprocess.run(["cp", "-a", folder, aside], check=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip(f"this machine mounts no small disk: {mounted.stderr.decode().strip()}")
    disk = Disk(folder)
    try:
        subprocess.run(["cp", "-a", f"{aside}/.", folder], check=True)
        yield disk
    finally:
        disk.stop()
        subprocess.run(["umount", "--lazy", folder], check=True)
