"""Drawing a sample or a majority must not pay for torch and scikit-learn."""

import subprocess
import sys


def test_the_package_loads_no_learning_library_before_a_kind_needs_it():
    heavy = {"torch", "lightning", "sklearn", "statsmodels"}
    code = f"import sys, affectflow.train; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
