"""Authors and reviewers: repositories of a small study under Git and DVC, and the remotes between them."""

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from . import tiny
from .conftest import Copy

VERSIONED = (".dvc/config", ".dvc/.gitignore", ".dvcignore", "dvc.yaml", "requirements.lock", ".gitignore")
MADE = ("results", "reports", ".snakemake/metadata")


class Repository(Copy):
    """A copy under Git and DVC."""

    def run(self, *command: str, code: int | None = 0, **environment: str) -> str:
        """Run a command of the environment and return what it printed; the exit code must be `code` if one is given."""
        tools = Path(sys.executable).parent
        environ = os.environ | {
            "PATH": f"{tools}:{os.environ['PATH']}", "PYTHONPATH": str(self.place / "src"), "DVC_NO_ANALYTICS": "1",
        } | environment  # fmt: skip
        done = subprocess.run(command, cwd=self.place, env=environ, capture_output=True, text=True)
        said = done.stdout + done.stderr
        assert code is None or done.returncode == code, f"{command}: {done.returncode}\n{said}"
        return said

    def commit(self) -> None:
        """Commit everything that Git does not ignore."""
        self.run("git", "add", "-A")
        self.run("git", "-c", "user.name=author", "-c", "user.email=author@example.org", "commit", "-qm", "a version")

    def clone(self, place: Path, *config: tuple[str, str]) -> "Repository":
        """A reviewer's clone, with settings that only the reviewer has."""
        self.run("git", "clone", "-q", str(self.place), str(place))
        clone = Repository(place)
        for key, value in config:
            clone.run("dvc", "config", "--local", key, value)
        return clone

    def bytes(self, path: str) -> bytes:
        """Content of a file."""
        return (self.place / path).read_bytes()

    def objects(self) -> dict[str, str]:
        """MD5 by path of the version that is recorded here, from its own lists in the cache."""
        import json

        import yaml

        outs = yaml.safe_load((self.place / "dvc.lock").read_text())["stages"]["studies"]["outs"]
        found = {out["path"]: out["md5"] for out in outs}
        for out in outs:
            listed = self.place / ".dvc/cache/files/md5" / out["md5"][:2] / out["md5"][2:]
            found |= {f"{out['path']}/{one['relpath']}": one["md5"] for one in json.loads(listed.read_text())}
        return found


def make_author(place: Path, home: Path, *, only: str) -> Repository:
    """A repository of one study, not run yet; its stage makes the run `only`."""
    author = Repository.of(home, place)
    for name in VERSIONED:
        if (home / name).exists():
            (place / name).parent.mkdir(exist_ok=True)
            shutil.copy2(home / name, place / name)
    stage = place / "dvc.yaml"
    stage.write_text(stage.read_text().replace("-- all\n", f"-- {only}\n"))
    author.run("git", "init", "-q")
    return author


def make_tiny_author(place: Path, home: Path) -> Repository:
    """The author of the small study, its version recorded and committed. Its corpus stays with the author."""
    author = make_author(place, home, only="tiny")
    for folder in ("studies", "preregistrations"):
        for file in (place / "params" / folder).glob("*.yaml"):
            file.unlink()
    tiny.make(place)
    author.commit()
    author.run("dvc", "repro")
    author.commit()
    return author


class Shelf:
    """A DVC remote in a folder, as its owner sees it."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.url = str(folder)

    def _path(self, md5: str) -> Path:
        return self.folder / "files/md5" / md5[:2] / md5[2:]

    def settings(self) -> list[tuple[str, str]]:
        """What the author tells DVC of it."""
        return []

    def damage(self, md5: str) -> None:
        """Change one byte of an object."""
        path = self._path(md5)
        path.chmod(0o644)
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)

    def remove(self, md5: str) -> None:
        """Lose an object."""
        self._path(md5).unlink()

    def count(self) -> int:
        """Number of objects."""
        return sum(path.is_file() for path in self.folder.rglob("*"))


class Bucket:
    """A DVC remote in a bucket of an S3-compatible server."""

    def __init__(self, endpoint: str, name: str):
        import boto3

        self.url, self._name, self._endpoint = f"s3://{name}/versions", name, endpoint
        self._client = boto3.client(
            "s3", endpoint_url=endpoint, aws_access_key_id="author", aws_secret_access_key="s", region_name="us-east-1"
        )
        self._client.create_bucket(Bucket=name)

    def settings(self) -> list[tuple[str, str]]:
        return [
            ("remote.shelf.endpointurl", self._endpoint),
            ("remote.shelf.access_key_id", "author"),
            ("remote.shelf.secret_access_key", "s"),
        ]

    def _key(self, md5: str) -> str:
        return f"versions/files/md5/{md5[:2]}/{md5[2:]}"

    def damage(self, md5: str) -> None:
        content = bytearray(self._client.get_object(Bucket=self._name, Key=self._key(md5))["Body"].read())
        content[len(content) // 2] ^= 1
        self._client.put_object(Bucket=self._name, Key=self._key(md5), Body=bytes(content))

    def remove(self, md5: str) -> None:
        self._client.head_object(Bucket=self._name, Key=self._key(md5))
        self._client.delete_object(Bucket=self._name, Key=self._key(md5))

    def count(self) -> int:
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._name)
        return sum(page["KeyCount"] for page in pages)


class ReadOnly(http.server.ThreadingHTTPServer):
    """A plain web server over a folder, on a free port of the loopback."""

    def __init__(self, folder: Path):
        class Quiet(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *arguments):
                pass

        super().__init__(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()
