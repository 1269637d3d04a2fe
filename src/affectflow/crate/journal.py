"""The plain zip that a journal can take: what a reader wants to open, without any special program."""

from __future__ import annotations

from collections.abc import Iterator

from .contents import Contents, Packed

INSIDE = (
    ("report/index.html", "the report; open it in a browser, it needs nothing else"),
    ("report/tables/", "all tables of the report as CSV, with all digits, and as LaTeX"),
    ("report/figures/", "all figures of the report as SVG"),
    ("study/", "what the study declares (YAML), with its corpus and feature sets"),
    ("results/", "scores, analyses and the flow from corpus to sample (JSON)"),
    ("CITATION.cff, LICENSE", "how to cite the workflow, and its licence"),
    ("SHA256SUMS", "hashes of all other files; check with: sha256sum --check SHA256SUMS"),
)


def journal_files(run: str, contents: Contents) -> dict[str, Packed]:
    """The files of the journal's zip, by their path in it.

    Args:
        run: `<study>` or `<study>_twin`.
        contents: what is packed; what is withheld is in no export.
    """
    return dict(sorted(_placed(run, contents)))


def sums(hashes: dict[str, str]) -> str:
    """The text of `SHA256SUMS`, as sha256sum writes it."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items()))


def _placed(run: str, contents: Contents) -> Iterator[tuple[str, Packed]]:
    for path, packed in contents.sources.items():
        if path in ("CITATION.cff", "LICENSE"):
            yield path, packed
        elif path.startswith("params/") and path != "params/study.schema.json":
            yield path.replace("params/", "study/", 1), packed
    report, results = f"reports/{run}/", f"results/studies/{run}/"
    for path, packed in contents.results.items():
        if path.startswith(report):
            yield path.replace(report, "report/", 1), packed
        elif path.startswith(results) and path.endswith(".json"):
            yield path.replace(results, "results/", 1), packed
