"""The house rules that a reader relies on, held by the code itself."""

import ast
import re
from typing import get_args

import pytest

from affectflow.studies.analyse import Analysis
from affectflow.studies.extractors import Extractor
from affectflow.studies.loading import RULES
from affectflow.studies.readers import Reader
from affectflow.studies.train import Model
from affectflow.studies.twins import Twin

STAGES = {"ingest", "elicit", "features", "train", "analyse", "report"}


def python_files(home, *folders):
    return sorted(path for folder in folders for path in (home / folder).rglob("*.py"))


def kinds(union):
    return {get_args(kind.model_fields["kind"].annotation)[0] for kind in get_args(get_args(union)[0])}


def module_exists(home, package, name):
    base = home / "src/affectflow" / package
    return (base / f"{name}.py").is_file() or (base / name / "__init__.py").is_file()


@pytest.mark.parametrize(
    ("package", "names"),
    [
        ("twins", kinds(Twin)),
        ("features", kinds(Extractor)),
        ("train", kinds(Model)),
        ("analyse", kinds(Analysis)),
        ("ingest", kinds(Reader)),
    ],
)
def test_every_kind_of_the_language_is_a_module(home, package, names):
    assert names
    assert {name for name in names if not module_exists(home, package, name)} == set()


def test_every_analysis_has_a_script(home):
    assert all((home / "workflow/scripts" / f"{kind}.py").is_file() for kind in kinds(Analysis))


def test_scripts_read_call_once_and_write(home):
    for path in python_files(home, "workflow/scripts"):
        text = path.read_text()
        assert len(text.splitlines()) <= 25, path
        tree = ast.parse(text)
        forbidden = (ast.FunctionDef, ast.If, ast.For, ast.While, ast.Try, ast.ClassDef, ast.comprehension)
        assert not [node for node in ast.walk(tree) if isinstance(node, forbidden)], path
        imported = {alias.name.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
        imported |= {n.module.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        assert imported <= {"affectflow", "pathlib"}, path


def test_files_stay_short_and_no_drawer_is_called_utils(home):
    for path in python_files(home, "src", "tests", "workflow", "benchmarks"):
        assert len(path.read_text().splitlines()) <= 500, path
        assert path.stem not in {"utils", "helpers", "common"}, path
    assert len((home / "Snakefile").read_text().splitlines()) <= 40
    assert len((home / "workflow/rules/common.smk").read_text().splitlines()) <= 60


def test_rules_stay_short_and_their_names_are_kept_from_studies(home):
    names = set(re.findall(r"^rule (\w+):", (home / "Snakefile").read_text(), re.M))
    for path in (home / "workflow/rules").glob("*.smk"):
        parts = re.split(r"^rule (\w+):$", path.read_text(), flags=re.M)
        names |= set(parts[1::2])
        for name, body in zip(parts[1::2], parts[2::2], strict=True):
            lines = body.split("\n\n\n")[0].strip().splitlines()
            assert len(lines) <= 36, (name, len(lines))
    assert names == RULES


def test_stages_read_neither_the_environment_nor_the_working_directory(home):
    for package in STAGES | {"twins", "metrics", "statistics", "tables", "studies"}:
        for path in python_files(home, f"src/affectflow/{package}"):
            text = path.read_text()
            for word in ("os.environ", "getenv", "getcwd", "Path.cwd", "snakemake.", "import snakemake"):
                assert word not in text, (path, word)


def test_no_global_random_generator(home):
    for path in python_files(home, "src"):
        text = path.read_text()
        assert not re.search(r"np\.random\.(seed|rand|randn|normal|choice|shuffle|permutation)\(", text), path
        assert not re.search(r"^import random|^from random", text, re.M), path


def test_tests_mirror_the_packages(home):
    packages = {path.name for path in (home / "src/affectflow").iterdir() if (path / "__init__.py").is_file()}
    tested = {path.name for path in (home / "tests/unit").iterdir() if path.is_dir()}
    assert packages - tested == set()


def test_every_public_function_of_the_package_is_documented(home):
    missing = []
    for path in python_files(home, "src"):
        for node in ast.parse(path.read_text()).body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node):
                missing.append(f"{path.relative_to(home)}:{node.lineno} {node.name}")
    assert missing == []


def test_the_architecture_page_is_one_page(home):
    text = (home / "ARCHITECTURE.md").read_text()
    assert len(text.split()) <= 900
    for folder in (home / "src/affectflow").iterdir():
        if (folder / "__init__.py").is_file():
            assert f"`{folder.name}`" in text, folder.name


def test_test_files_have_names_of_their_own(home):
    names = [path.name for path in python_files(home, "tests") if path.name.startswith("test_")]
    assert sorted(names) == sorted(set(names))
