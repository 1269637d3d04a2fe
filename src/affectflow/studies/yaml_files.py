"""YAML files as plain data, each read once, with what is wrong with them as text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ..errors import Problem


@dataclass(frozen=True)
class YamlFile:
    """A file and what is in it; `problem` is set, and `content` is None, where it is no YAML."""

    path: Path
    content: Any
    problem: Problem | None = None


BOOL = "tag:yaml.org,2002:bool"


class _UniqueKeys(yaml.CSafeLoader):
    """YAML in which a key that stands twice is an error and not the last one.

    As in YAML 1.2, `yes` and `no` are words, which columns and cells of questionnaires are full of.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, form) for tag, form in forms if tag != BOOL]
        for first, forms in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in seen:
                raise yaml.constructor.ConstructorError(None, None, f"key '{name}' stands twice", key.start_mark)
            seen.add(name)
        return super().construct_mapping(node, deep)


_UniqueKeys.add_implicit_resolver(BOOL, re.compile("(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))


def read_folder(folder: Path) -> dict[str, YamlFile]:
    """All `*.yaml` of a folder by their stem, sorted."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.yaml"))}


def _read(path: Path) -> YamlFile:
    try:
        return YamlFile(path, yaml.load(path.read_text(encoding="utf-8"), _UniqueKeys))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        found = getattr(error, "problem", None) or str(error)
        return YamlFile(path, None, Problem(str(path), place, found, "YAML in which each key stands once"))
    except UnicodeDecodeError as error:
        return YamlFile(path, None, Problem(str(path), f"byte {error.start}", "text that is not UTF-8", "UTF-8"))
