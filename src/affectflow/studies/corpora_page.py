"""The list of readers and corpora in `docs/corpora.md`; generated, never written by hand."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import get_args

from .catalogue import Dataset
from .readers import Reader

START, END = "<!-- readers: written by `affectflow schema --fix` -->", "<!-- end of readers -->"
PASSED_ON = {"allowed": "may be passed on", "research_only": "for research", "forbidden": "may not be passed on"}


def with_list(page: str, datasets: dict[str, Dataset]) -> str:
    """The page with the list as it is now between its two marks.

    Raises:
        ValueError: when the page has not both marks.
    """
    before, start, rest = page.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"a page with the marks {START} and {END}")
    return f"{before}{START}\n{corpora_list(datasets)}{END}{after}"


def corpora_list(datasets: dict[str, Dataset]) -> str:
    """A table of all readers, each with the corpora that use it, their licences and twins."""
    head = "| reader | reads | corpora here | licence | twin |\n|---|---|---|---|---|\n"
    return head + "".join(f"| {' | '.join(row)} |\n" for row in _rows(datasets))


def _rows(datasets: dict[str, Dataset]) -> Iterator[tuple[str, ...]]:
    for reader in get_args(get_args(Reader)[0]):
        kind = get_args(reader.model_fields["kind"].annotation)[0]
        about = (inspect.getdoc(reader) or "").split("\n\n")[0].replace("\n", " ").replace("|", "\\|")
        own = {name: dataset for name, dataset in datasets.items() if dataset.reader.kind == kind}
        if not own:
            yield f"`{kind}`", about, "", "", ""
        for name, dataset in own.items():
            terms = dataset.licence
            licence = f"{terms.name} ({PASSED_ON[terms.redistribution]})".replace("|", "\\|")
            yield f"`{kind}`", about, f"`{name}`: {dataset.title}", licence, "yes" if dataset.twin else "no"
