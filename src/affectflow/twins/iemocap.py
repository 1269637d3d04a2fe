"""The twin of IEMOCAP: turns of dialogs, evaluators who may name two emotions, and actors who judge themselves."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from ..files import whole
from ..layouts.iemocap import EMOTIONS, EVALUATION, HIGH, LOW, RATE, RECORDING, SCALES, TRANSCRIPTION
from ..studies.twins.speech import IemocapTwin
from .murmur import murmur
from .panel import Scorers, panel
from .seeds import stream
from .speech import write_wav

WORDS = ("Anger", "Happiness", "Sadness", "Neutral", "Frustration", "Excited")
EVALUATORS = ("E1", "E2", "E4")
BEST, WORST = 0.9, 0.7
SECONDS = (0.2, 0.5)
HEADER = "% [START_TIME - END_TIME] TURN_NAME EMOTION [V, A, D]\n\n"


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write dialogs, one improvised and one scripted in each session; see `affectflow.twins.generate`."""
    spec = IemocapTwin.load(twin)
    votes: dict[str, dict[str, dict[str, Any]]] = {}
    for session, way in product(range(1, spec.sessions + 1), ("impro01", "script01_1")):
        votes |= _dialog(root, spec, session, f"Ses0{session}F_{way}")
    return {"items": len(votes), "speakers": 2 * spec.sessions, "votes": votes, "labels": [EMOTIONS[w] for w in WORDS]}


def _dialog(root: Path, spec: IemocapTwin, session: int, dialog: str) -> dict[str, dict[str, dict[str, Any]]]:
    """One dialog as files; returns what each rater answered on each scale, by turn."""
    rng = stream(spec.seed, "dialog", dialog)
    blocks, spoken, given, start = [HEADER], [], {}, 1.0
    for number in range(spec.turns):
        who = "FM"[number % 2]
        turn, seconds = f"{dialog}_{who}{number // 2:03d}", round(float(rng.uniform(*SECONDS)), 4)
        given[turn] = _answers(spec, rng, who + str(session))
        head = f"[{start:.4f} - {start + seconds:.4f}]\t{turn}\txxx\t[2.5000, 2.5000, 2.5000]"
        blocks.append("\n".join([head, *_lines(given[turn])]) + "\n\n")
        spoken.append(f"{turn} [{start:08.4f}-{start + seconds:08.4f}]: This is turn {number + 1}.\n")
        file = root / RECORDING.format(session=session, dialog=dialog, turn=turn)
        write_wav(file, murmur(rng, seconds, RATE), RATE)
        start += seconds
    for place, text in ((EVALUATION, blocks), (TRANSCRIPTION, spoken)):
        with whole(root / place.format(session=session, dialog=dialog)) as temporary:
            temporary.write_text("".join(text), encoding="utf-8")
    return given


def _answers(spec: IemocapTwin, rng: np.random.Generator, actor: str) -> dict[str, dict[str, Any]]:
    """Answers of the evaluators and of the actor: words in the corpus's own writing, and numbers."""
    raters = (*EVALUATORS, actor)
    judges, seen = panel(spec.seed, raters, WORDS, BEST, WORST), np.ones((1, len(raters)), dtype=bool)
    chosen = judges.votes(rng, rng.integers(0, len(WORDS), 1), seen)[0]
    scorers = Scorers(raters, np.linspace(-0.3, 0.3, len(raters)), np.full(len(raters), 0.6), LOW, HIGH)
    scores = np.array([scorers.scores(rng, rng.uniform(LOW, HIGH, 1), seen)[0] for _ in SCALES])
    answers: dict[str, dict[str, Any]] = {}
    for place, rater in enumerate(raters):
        words = {WORDS[chosen[place]]}
        if rng.random() < spec.two_emotions:
            words.add(WORDS[int(rng.integers(len(WORDS)))])
        numbers = zip(SCALES.values(), scores[:, place].astype(int).tolist(), strict=True)
        answers[rater] = {"emotion": "|".join(sorted(EMOTIONS[word] for word in words)), **dict(numbers)}
    return answers


def _lines(answers: dict[str, dict[str, Any]]) -> list[str]:
    written = {label: word for word, label in EMOTIONS.items() if word != "Neutral state"}
    lines = []
    for rater, answer in answers.items():
        words = " ".join(f"{written[label]};" for label in answer["emotion"].split("|"))
        lines.append(f"C-{rater}:\t{words}\t()")
    for rater, answer in answers.items():
        lines.append(
            f"A-{rater}:\tval {answer['valence']}; act {answer['activation']}; dom  {answer['dominance']};\t()"
        )
    return lines
