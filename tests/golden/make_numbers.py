"""Writes the demo's headline numbers to `numbers.json`: `.venv/bin/python tests/golden/make_numbers.py`.

Run it only when numbers were meant to change, and say in CHANGELOG, "Results changed", which and why.
"""

import json
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent.parent
RUNS = ("parlor_twin", "parlor_control_twin", "emodb_twin")


def numbers(home: Path) -> dict[str, dict[str, float]]:
    """Headline numbers by run: exact ones of statistics, and recalls of models."""
    found: dict[str, dict[str, float]] = {}
    for run in RUNS:
        folder = home / "results/studies" / run
        found[run] = {
            f"recall/{path.parent.name}": _load(path)["metrics"]["uar"]["estimate"]
            for path in sorted(folder.glob("*/scores.json"))
        }
    analyses = home / "results/studies/parlor_twin/analyses"
    alpha, trial = _load(analyses / "agreement.json")["alpha"], _load(analyses / "trial.json")
    statistics = {f"alpha/{part}": alpha[part] for part in ("estimate", "low", "high")}
    for occasion, result in trial["ancova"].items():
        for part in ("estimate", "low", "high"):
            statistics[f"ancova/{occasion}/{part}"] = result["effects"]["coaching"][part]
    for occasion, effect in _load(analyses / "longitudinal.json")["effects"]["coaching"].items():
        for part in ("estimate", "low", "high"):
            statistics[f"longitudinal/{occasion}/{part}"] = effect[part]
    return found | {"statistics": statistics}


def _load(path: Path):
    return json.loads(path.read_text())


if __name__ == "__main__":
    (HOME / "tests/golden/numbers.json").write_text(json.dumps(numbers(HOME), indent=1, sort_keys=True) + "\n")
