"""The layout of MentalBench (Badawi et al., 2025), as its repository has it.

    **/<judge>_llm_judge_with_human.csv     one row per context: what a judge and what an expert said of ten responses
    **/MentalBench-100k.csv                 one row per context: the responses themselves; need not be there

A judge's file has the column `context`, and for each of ten responses a column `judge_response_<key>` and a column
`human_response_<key>`. A cell is JSON with a number from 1 to 5 for each attribute, a judge's sometimes in a fence of
three backticks, with an `Overall` and an `Explanation`. The expert's cells stand in each of the four files. A context
has no name: it is known by its words.

Source: the repository abeerbadawi/MentalBench-Align, folders Codes and docs, and its scripts, which say which
response is a judge's own.
"""

from __future__ import annotations

JUDGES = ("claude", "gpt-4o", "gemini", "o4-mini")
PERSON = "human"
"""The rater of the columns `human_response_<key>`: the release tells no experts apart in them."""

MAIN = "MentalBench-100k.csv"

RESPONSES = {
    "original": "response",
    "claude": "Claude-3.5-Haiku",
    "ds_llama": "deepseek-llama",
    "ds_qwen": "deepseek-qwen",
    "gemini": "Gemini",
    "gpt4o": "gpt-4o",
    "gpt4omini": "gpt-4omini",
    "llama_3": "Llama-3.1",
    "qwen_2": "Qwen-2.5",
    "qwen_3": "Qwen-3",
}
"""Keys of the responses in the judges' files, and their columns in the main file; `original` is a person's."""

COGNITIVE = ("Guidance", "Informativeness", "Relevance", "Safety")
AFFECTIVE = ("Empathy", "Helpfulness", "Understanding")
ATTRIBUTES = (*COGNITIVE, *AFFECTIVE)
LOW, HIGH = 1, 5


def file_of(judge: str) -> str:
    """Name of a judge's file."""
    return f"{judge}_llm_judge_with_human.csv"


def columns() -> tuple[str, ...]:
    """Columns that a judge's file must have."""
    cells = [f"{who}_response_{key}" for who in ("judge", "human") for key in RESPONSES]
    return ("context", *cells)
