"""Cost of reading 50 and 500 studies against its floor, reading the same YAML into plain dicts.

Run: `.venv/bin/python benchmarks/parsing.py`. Prints CPU seconds in one process, after imports.
"""

import shutil
import tempfile
import time
from pathlib import Path

import yaml

from affectflow.studies import load_studies

HOME = Path(__file__).resolve().parent.parent


def main() -> None:
    """Print a line for each number of studies."""
    for studies in (50, 500):
        with tempfile.TemporaryDirectory() as folder:
            params = Path(shutil.copytree(HOME / "params", Path(folder, "params")))
            for number in range(studies):
                shutil.copy(params / "studies/parlor.yaml", params / f"studies/copy_{number}.yaml")
            start = time.process_time()
            load_studies(params)
            middle = time.process_time()
            for path in params.glob("*/*.yaml"):
                yaml.load(path.read_text(), yaml.CSafeLoader)
            ours, floor = middle - start, time.process_time() - middle
        print(f"{studies} studies: {ours:.2f} s, plain YAML {floor:.2f} s, ratio {ours / floor:.2f}")


if __name__ == "__main__":
    main()
