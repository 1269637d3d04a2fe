"""The layout of the human evaluation of explanations in interpretable mental health analysis (Yang et al., 2023).

    **/<file>.csv                 one row per post: text, label, a column named like the model with its explanation,
                                  and a list of the three annotators' scores for each aspect, such as [3, 2, 3]
    **/automatic_metrics.csv      item, metric, value; need not be there

The first is as the repository SteveKGYang/MentalLLaMA has it (folders human_evaluation and DR_annotation), beside
files `._<file>.csv` of no content that an archiver left. Explanations of right and of wrong answers of ChatGPT are in
two files.

# ASSUME: the place in a list is an annotator, the same in all rows; the release does not say so.
# ASSUME: the second file is this project's own; the release has no scores of automatic metrics.
"""

from __future__ import annotations

FILES = {"chatgpt_data": "chatgpt", "chatgpt_false_data": "chatgpt", "gpt3_data": "gpt3"}
"""Stems of the files, and the model that explains in them."""

ASPECTS = ("fluency", "completeness", "reliability", "overall")
LOW, HIGH = 0, 3
ANNOTATORS = ("annotator1", "annotator2", "annotator3")
LABELS = {"0": "no", "1": "yes"}
"""Whether the post's author was labelled as depressed."""

METRICS = "automatic_metrics.csv"
METRIC_COLUMNS = ("item", "metric", "value")
METRIC_SCALE = "automatic"


def item_of(stem: str, number: int) -> str:
    """Name of an explanation: its file, and its place in it from 1."""
    return f"{stem}:{number}"
