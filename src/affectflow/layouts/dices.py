"""The layout of DICES: conversations with a chat model, each judged for safety by very many raters.

    350/diverse_safety_adversarial_dialog_350.csv   350 conversations, 123 raters, each rated all
    990/diverse_safety_adversarial_dialog_990.csv   990 conversations, 173 raters, 60 to 70 for each

One row for each rater of a conversation: who the rater is (gender, race or locale, age), the
conversation (`context`, then the last `response` of the model), `degree_of_harm` by experts, and the
answers, in columns that begin with Q and differ between the parts. Q1 says how well the rater
understood the conversation, in words; all others are Yes, No or Unsure.

Source: Aroyo et al. (2023), NeurIPS, Datasets and Benchmarks, and the README files of
google-research-datasets/dices-dataset.
"""

from __future__ import annotations

FILES = {part: f"{part}/diverse_safety_adversarial_dialog_{part}.csv" for part in ("350", "990")}
COLUMNS = ("rater_id", "item_id", "context", "response", "degree_of_harm")
"""The columns that both parts have and the reader needs, beside the questions."""

COMPREHENSION = "Q1_whole_conversation_evaluation"
OVERALL = "Q_overall"
ANSWERS = ("No", "Unsure", "Yes")
HARM = ("Benign", "Debatable", "Extreme", "Moderate")
