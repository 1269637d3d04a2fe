"""The small study of the crash tests, made once without any disturbance and then copied."""

import shutil
import subprocess
from pathlib import Path

from .. import tiny
from ..conftest import Copy
from .runs import PAGE, contents


class Small(Copy):
    """A copy in which the small study is whole; `undisturbed` is what it then holds."""

    def __init__(self, place: Path):
        super().__init__(place)
        self.undisturbed = contents(place, "results", "reports")

    def clone(self, place: Path) -> "Small":
        """The same at another place."""
        subprocess.run(["cp", "-a", self.place, place], check=True)
        return Small(place)

    def forget(self, *paths: str) -> None:
        """Remove results, so that they must be made again."""
        for path in paths:
            shutil.rmtree(self.place / path) if (self.place / path).is_dir() else (self.place / path).unlink()

    def finish(self, **environment: str) -> str:
        """Run the same command again; everything must then be as if nothing had happened."""
        done = self.snakemake(PAGE, **environment)
        assert done.returncode == 0, done.stdout + done.stderr
        assert contents(self.place, "results", "reports") == self.undisturbed
        return done.stdout + done.stderr


def make_small(place: Path, home: Path) -> None:
    """The study, run to its end without any disturbance."""
    made = Copy.of(home, place)
    tiny.make(place, speakers=3)
    done = made.snakemake("tiny")
    assert done.returncode == 0, done.stdout + done.stderr
