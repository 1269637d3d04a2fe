"""A small trial as files, and its reader."""

import openpyxl
import pandas as pd

MOOD = {"low": 0, "high": 20, "better": "higher"}
ITEMS = {"items": 3, "item_low": 0, "item_high": 4, "reversed": [2], "allowed_missing": 1}
HEADER = ["id", "group", "age", "sex", "pre", "post"]
ROWS = [["p1", 1, 30, 1, 10, 12.5], ["p2", 0, 41, 2, 8, None], ["p3", 1, None, 2, 9, 14]]
COVARIATES = {"age": {"column": "age", "low": 18, "high": 99}, "sex": {"column": "sex", "words": {"1": "m", "2": "f"}}}
PEOPLE = {"participant": "id", "arm": {"column": "group", "words": {"0": "control", "1": "treated"}}}
WIDE = {"participant": "id", "columns": {"mood": {"pre": "pre", "post": "post"}}}


def reader(file="trial.csv", people=None, table=None, **parts):
    base = {
        "kind": "trial_tables",
        "participants": {"files": [file]} | PEOPLE | {"covariates": COVARIATES} | (people or {}),
        "measures": {"mood": MOOD},
        "occasions": {"pre": 0, "post": 8},
        "outcomes": [{"files": [file]} | (table or WIDE)],
    }
    return base | parts


def lines(*rows, header=HEADER):
    texts = (",".join("" if cell is None else str(cell) for cell in row) for row in (header, *rows))
    return "\n".join(texts) + "\n"


def csv(root, *rows, name="trial.csv", header=HEADER):
    (root / name).write_text(lines(*rows, header=header))
    return root


def excel(root, name="trial.xlsx"):
    book = openpyxl.Workbook()
    book.active.append(["notes"])
    sheet = book.create_sheet("data")
    for row in (HEADER, *ROWS):
        sheet.append(row)
    book.save(root / name)


def statistics(root, name, write, **options):
    frame = pd.DataFrame(ROWS, columns=HEADER)
    write(frame, str(root / name), **options)


def told(corpus):
    return sorted(tuple(row) for row in corpus.quarantine[["reason", "place", "found"]].itertuples(index=False))


def scores(corpus):
    rows = corpus.outcomes.fillna({"missing_reason": ""})
    return {(r.participant_id, r.occasion): (r.value, r.missing_reason) for r in rows.itertuples()}
