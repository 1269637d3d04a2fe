"""Linear models against scikit-learn's own pipeline and cross-validation."""

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import LeaveOneGroupOut, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from affectflow.tables import empty
from affectflow.train import fit

ESTIMATORS = {
    "logistic": LogisticRegression(C=0.3, max_iter=10_000),
    "svm": SVC(kernel="linear", C=0.3),
}


@pytest.mark.parametrize("name", ESTIMATORS)
def test_out_of_fold_predictions_equal_a_pipelines(name):
    rng = np.random.default_rng(2)
    truth, fold = rng.integers(0, 3, 90), np.repeat(np.arange(6), 15)
    x = rng.normal(size=(90, 5)) * [1, 10, 100, 0.1, 1] + truth[:, None]
    x[:, 4] = 7.0
    labels = np.array(["a", "b", "c"])
    ids = [f"i{n:02}" for n in range(90)]
    sample = pd.DataFrame({"item_id": ids, "group": [f"s{f}" for f in fold], "label": labels[truth], "fold": fold})
    features = {"f": pd.DataFrame(x, columns=[f"f{k}" for k in range(5)]).assign(item_id=ids)}
    fitted = fit(
        sample,
        features,
        empty("ratings"),
        target={"scale": "class", "labels": labels.tolist(), "source": "intended"},
        modalities={"f": "audio"},
        model={"kind": "linear", "features": ["f"], "estimator": name, "c": 0.3},
        train={"split": {"kind": "leave_one_group_out"}, "bootstrap": {"resamples": 100}},
        device={},
    )
    pipeline = make_pipeline(StandardScaler(), ESTIMATORS[name])
    options = {"groups": fold, "cv": LeaveOneGroupOut()}
    expected = cross_val_predict(pipeline, x, labels[truth], **options)
    assert fitted.predictions["predicted"].tolist() == expected.tolist()
    if name == "logistic":
        shares = cross_val_predict(pipeline, x, labels[truth], method="predict_proba", **options)
        np.testing.assert_allclose(fitted.predictions[["p_a", "p_b", "p_c"]].to_numpy(), shares, atol=1e-8)
