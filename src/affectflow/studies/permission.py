"""Whether a part of a corpus, or of what is made from it, may leave this machine.

The defaults, where neither licence nor consent names a part:

- Aggregated results (scores, analyses, the report) may leave under every licence: terms of
  corpora restrict copies of the data, and a mean over people shows none of them.
- `research_only`: recordings, transcripts and everything about a trial's participants stay.
  Such terms let a group use a corpus and leave it to each group to obtain it; a recording
  or its words would be a copy of it, and a row about a participant is about one person.
  Ratings, features of sound and face, predictions and weights may leave: nobody's
  recording or words can be made from them.
- `forbidden`: no table with a row for an item or a person leaves, nor weights, which may
  remember what they were trained on.
- `allowed`: everything may leave; consent may still narrow it.

A sentence embedding gives its sentence away (Morris et al., 2023, Text embeddings reveal
almost as much as text), so it follows the transcript. A synthetic twin's files are this
project's own work, about nobody, and always may leave; responses of language models are
recorded, not synthetic, also in a twin's run.
"""

from __future__ import annotations

from collections.abc import Iterator

from .catalogue import Dataset, FeatureSet
from .parts import QUOTES, TABLES, WHOLE

INVERTIBLE = frozenset(["sentence_embedding"])
"""Kinds of extractors from whose values the transcript can be made again."""

_ABOUT_PERSONS = ("media", "items.transcript", "participants", "outcomes", "covariates", "adherence")
_DEFAULTS: dict[str, frozenset[str]] = {
    "allowed": frozenset(),
    "research_only": frozenset(_ABOUT_PERSONS),
    "forbidden": frozenset(["media", "models", "features", *TABLES]),
}


def forbidden_by(dataset: Dataset, part: str, column: str | None = None) -> str | None:
    """The statement that keeps a part here.

    Args:
        dataset: the corpus.
        part: a table, `features`, or one of `parts.WHOLE`.
        column: a column of the table, or a feature set.

    Returns:
        its place and value in the corpus's YAML, such as ``licence.release.media: false``;
        None where the part may leave.
    """
    word = dataset.licence.redistribution
    default = f"licence.redistribution: {word}"
    by_licence = _forbids(dataset.licence.release, "licence", part, column, _DEFAULTS[word], default)
    return by_licence or _forbids(dataset.consent.release, "consent", part, column, frozenset(), default)


def features_forbidden_by(dataset: Dataset, name: str, features: FeatureSet | None) -> str | None:
    """The statement that keeps the values of a feature set here; None where they may leave.

    Args:
        dataset: the corpus that was measured.
        name: id of the feature set.
        features: its catalogue entry; None where the catalogue has it no more.
    """
    if features is None:
        return f"no licence: params/features/{name}.yaml is not there"
    if not features.licence.values:
        return f"licence.values: false of the feature set {name}"
    said = forbidden_by(dataset, "features", name) or forbidden_by(dataset, "items", "item_id")
    stated = any(_said(s.release, "features", name) is not None for s in (dataset.licence, dataset.consent))
    if said or stated or features.extractor.kind not in INVERTIBLE:
        return said
    source = forbidden_by(dataset, "items", "transcript")
    return f"{source} (the transcript can be made again from {name})" if source else None


def named_by(dataset: Dataset, table: str, column: str) -> str | None:
    """The statement that keeps an identifier out of aggregated results; None where it may stand there.

    A pseudonym may stand there even where the table it comes from stays, as it names
    nobody; a statement about the column itself forbids that too.
    """
    hidden = column in dataset.pseudonymise and not stated_against(dataset, table, column)
    return None if hidden else forbidden_by(dataset, table, column)


def stated_against(dataset: Dataset, table: str, column: str) -> bool:
    """Whether licence or consent themselves say that a column may not leave, rather than the default.

    Counts by the values of a column, and pseudonyms, are aggregated results: the default
    lets them go, and such a statement does not.
    """
    return any(_said(s.release, table, column) is False for s in (dataset.licence, dataset.consent))


def withheld(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Every part that stays here, whole tables before columns, each with the statement that keeps it."""
    for part in WHOLE:
        if statement := forbidden_by(dataset, part):
            yield part, statement
    for table, columns in TABLES.items():
        found = {column: forbidden_by(dataset, table, column) for column in columns}
        if statement := forbidden_by(dataset, table):
            yield table, statement
        else:
            yield from ((f"{table}.{column}", why) for column, why in found.items() if why)
    if statement := forbidden_by(dataset, "features"):
        yield "features", statement


def _forbids(
    release: dict, origin: str, part: str, column: str | None, default: frozenset[str], word: str
) -> str | None:
    """The same for one of the two statements; `default` are the parts that stay where nothing is said."""
    said = _said(release, part, column)
    if said is not None:
        by_column = column is not None and isinstance(release[part], dict)
        place = f"{part}.{column}" if by_column else part
        return None if said else f"{origin}.release.{place}: false"
    whole = f"{part}.{column}" if column else part
    if part in default or whole in default:
        return word
    for source in QUOTES.get(whole, ()):
        table, _, name = source.partition(".")
        found = _forbids(release, origin, table, name, default, word)
        if found:
            return f"{found} ({whole} may quote {source})"
    return None


def _said(release: dict, part: str, column: str | None) -> bool | None:
    said = release.get(part)
    if isinstance(said, dict):
        return said.get(column) if column else None
    return said
