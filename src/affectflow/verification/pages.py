"""Pages and drawings (HTML, SVG): their words, the numbers in them, and the places that are drawn.

The section `provenance` of a report is about the machine; it is compared as environment.
"""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import accumulate
from pathlib import Path

from ..studies.verify import EXACT
from .tally import NOTHING, Tally
from .written_numbers import COORDINATE, WRITTEN, compare_drawn, compare_texts

ASIDE = "provenance"
DRAWN = 0.5
"""Units of the drawing by which a place may differ where the stage's numbers may differ at all: a difference within
the tolerance can tip the rounding of a coordinate."""
VOID = frozenset(["meta", "link", "br", "img", "hr", "input", "wbr", "col", "source"])


@dataclass(frozen=True)
class Node:
    """One tag or one piece of text, where it is, and whether it draws."""

    content: str
    place: str
    drawn: bool


class Reader(HTMLParser):
    """Flattens a page into nodes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[Node] = []
        self.cuts: list[tuple[int, int]] = []
        self._open: list[tuple[str, str]] = []
        self._aside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = next((value or "" for key, value in attrs if key == "id"), "")
        if tag not in VOID:
            self._open.append((tag, name))
            if tag == "section" and name == ASIDE:
                self._aside += 1
                self.cuts.append(self.getpos())
        written = " ".join(f'{key}="{value}"' for key, value in attrs)
        self._add(f"<{tag} {written}>", any(t == "svg" for t, _ in self._open))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while any(t == tag for t, _ in self._open):
            closed, name = self._open.pop()
            if closed == "section" and name == ASIDE:
                self._aside -= 1
                self.cuts.append(self.getpos())
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words:
            self._add(words, False)

    def _add(self, content: str, drawn: bool) -> None:
        if not self._aside:
            names = [name for _, name in self._open if name]
            self.nodes.append(Node(content, f"line {self.getpos()[0]}" + (f", in {names[-1]}" if names else ""), drawn))


def count(path: Path) -> tuple[int, int]:
    """Numbers and pieces of text or drawing of a page."""
    nodes = _nodes(path)
    return sum(len((COORDINATE if n.drawn else WRITTEN).findall(n.content)) for n in nodes), len(nodes)


def compare(pulled: Path, recomputed: Path, tally: Tally) -> None:
    """Hold two pages against each other, up to the first place at which one has what the other has not."""
    left, right = _nodes(pulled), _nodes(recomputed)
    slack = 0.0 if tally.tolerance == EXACT else DRAWN
    for given, found in zip(left, right, strict=False):
        if given.content.split(" ")[0] != found.content.split(" ")[0] and "<" in (given.content[0], found.content[0]):
            tally.word(given.content, found.content, f"{found.place}; from here on the pages have different parts")
            return
        if given.drawn and found.drawn:
            compare_drawn(given.content, found.content, found.place, tally, slack)
        else:
            compare_texts(given.content, found.content, found.place, tally)
    if len(left) != len(right):
        longer = max(left, right, key=len)[min(len(left), len(right))]
        sides = (longer.content, NOTHING) if len(left) > len(right) else (NOTHING, longer.content)
        tally.word(*sides, f"{longer.place}; from here on the pages have different parts")


def same_but_for_machine(pulled: Path, recomputed: Path) -> bool:
    """Whether all of two pages is the same to the letter, but for what they say of the machine."""
    try:
        return _without_aside(pulled) == _without_aside(recomputed)
    except ValueError:
        return False


def _without_aside(path: Path) -> str:
    reader, text = Reader(), path.read_text(encoding="utf-8")
    reader.feed(text)
    reader.close()
    lines = text.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, lines))]
    cuts = [starts[line - 1] + column for line, column in reader.cuts]
    kept = zip([0, *cuts[1::2]], [*cuts[::2], len(text)], strict=True)
    return "".join(text[begin:end] for begin, end in kept)


def _nodes(path: Path) -> list[Node]:
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return reader.nodes
