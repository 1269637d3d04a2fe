"""A study's own text with the numbers of its results in it (`affectflow.studies.prose` has the language)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from ..errors import Problem, StudyError, TableError, did_you_mean
from ..studies.prose import Binding, parse
from ..tables import look_up
from .numbers import UNDEFINED, count, interval, number, p_value, percent

NOTHING = Markup("")


@dataclass(frozen=True)
class Stated:
    """A number in a study's text: where it stands, what is shown, and the result behind it."""

    place: str
    shown: str
    source: str
    typed: str | None


@dataclass(frozen=True)
class Told:
    """A text as a reader sees it: plain, as HTML in which each number names its result, and its numbers."""

    plain: str = ""
    html: Markup = NOTHING
    numbers: tuple[Stated, ...] = ()


def tell(texts: Iterable[tuple[str, str]], documents: Mapping[str, Any], file: str, *, held: bool) -> dict[str, Told]:
    """Put the results into all texts of a study.

    Args:
        texts: place in the study, and text.
        documents: the results, by their path below the study's folder.
        file: where the study is declared, for problems.
        held: whether a number that the author typed must be the result; else the result is
            shown in its place, rounded like it.

    Returns:
        what is told at each place.

    Raises:
        StudyError: with every number that is unbound or stale, and every binding that names no
            result, no number, or a number that its form cannot show.
    """
    told: dict[str, Told] = {}
    problems: list[Problem] = []
    for place, text in texts:
        parts, faults = parse(text)
        problems += [Problem(file, place, fault.found, fault.allowed, fault.hint) for fault in faults]
        whole = Told()
        for part in parts:
            try:
                shown = _show(part, documents, held) if isinstance(part, Binding) else part.text
            except TableError as error:
                problems += [Problem(file, place, p.found, p.allowed, p.hint) for p in error.problems]
                continue
            whole = _joined(whole, place, part, shown)
        told[place] = whole
    if problems:
        raise StudyError(problems)
    return told


def _joined(whole: Told, place: str, part: Any, shown: str) -> Told:
    if not isinstance(part, Binding):
        return Told(whole.plain + shown, whole.html + escape(shown), whole.numbers)
    kind = "bound undefined" if UNDEFINED in shown else "bound"
    marked = Markup('<span class="{}" title="{}">{}</span>').format(kind, part.source, shown)
    stated = Stated(place, shown, part.source, part.typed)
    return Told(whole.plain + shown, whole.html + marked, (*whole.numbers, stated))


def _show(bound: Binding, documents: Mapping[str, Any], held: bool) -> str:
    """A result as its binding asks for it."""
    if bound.file not in documents:
        known = sorted(documents)
        raise _no(f"no result '{bound.file}' in this run", ", ".join(known), did_you_mean(bound.file, known))
    document = documents[bound.file]
    value = look_up(document, bound.path, bound.file)
    if bound.form.endswith("interval"):
        return _interval(bound, value)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise _no(f"{bound.source}, which is no number", "a number", _inside(bound, value))
    if bound.typed is not None:
        return _typed(bound, value, held)
    return _formed(bound, value, _reason(document, bound))


def _formed(bound: Binding, value: float | None, reason: str | None) -> str:
    if bound.form == "p":
        return p_value(value, reason)
    if bound.form.endswith("%"):
        return percent(value, int(bound.form[1]), reason)
    if bound.form:
        return number(value, int(bound.form[1]), reason)
    if value is not None and not float(value).is_integer():
        hint = f"As in {{{bound.source}:.2f}}"
        raise _no(f"{value} at {bound.source} without a form", "a whole number, or a form such as :.2f", hint)
    return count(value, reason)


def _typed(bound: Binding, value: float | None, held: bool) -> str:
    """The typed number, as long as the result, rounded to its digits, is the same."""
    assert bound.typed is not None
    plain = bound.typed.replace(",", "").replace("−", "-").rstrip("%")
    digits = len(plain.partition(".")[2])
    if bound.typed.endswith("%"):
        written, now = percent(float(plain) / 100, digits), percent(value, digits)
    else:
        written, now = number(float(plain), digits), number(value, digits)
    if held and now != written:
        hint = "The number in the text is stale: change it, or find out why the result did."
        raise _no(f"'{bound.typed}' for {bound.source}", f"{now}, which is the result now", hint)
    return now


def _interval(bound: Binding, value: Any) -> str:
    if not isinstance(value, dict) or "estimate" not in value:
        raise _no(f"{bound.source}, which is no interval", "a result with estimate, low and high")
    return interval(value, int(bound.form[1]))


def _reason(document: Any, bound: Binding) -> str | None:
    """Why a number is undefined, as its surroundings say."""
    parent = bound.path.rpartition("/")[0]
    around = look_up(document, parent, bound.file) if parent else document
    return around.get("reason") if isinstance(around, dict) else None


def _inside(bound: Binding, value: Any) -> str:
    if isinstance(value, dict) and "estimate" in value:
        return f"Did you mean {{{bound.source}/estimate:.2f}} or {{{bound.source}:.2f interval}}?"
    return ""


def _no(found: str, allowed: str, hint: str = "") -> TableError:
    return TableError(Problem("", "", found, allowed, hint))
