"""What may leave, file by file and statement by statement."""

import json
from base64 import urlsafe_b64encode
from pathlib import Path

import clinic
import pytest

from affectflow import tables
from affectflow.release import explain, refusals


def refused(catalogue, home, *paths):
    """Column and corpus's statement of each refusal."""
    return {(r.column, r.reason.split(" says ")[-1].split(" (licence")[0]) for r in refusals(catalogue, home, paths)}


def columns(catalogue, home, *paths):
    return {refusal.column for refusal in refusals(catalogue, home, paths)}


def put(home, path, text="x"):
    file = home / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return path


def record(home, made, params):
    """Snakemake's record of how a file was made."""
    name = urlsafe_b64encode(made.encode()).decode()
    return put(home, f".snakemake/metadata/{name}", json.dumps({"rule": "x", "params": params}))


def test_a_transcript_stays_under_research_only_and_an_empty_column_does_not_matter(tmp_path):
    known = clinic.catalogue(tmp_path)
    path = clinic.items(tmp_path)
    assert refused(known, tmp_path, path) == {("transcript", "licence.redistribution: research_only")}
    clinic.items(tmp_path, transcript=None)
    assert refused(known, tmp_path, path) == set()


def test_an_empty_table_holds_nothing(tmp_path):
    known = clinic.catalogue(tmp_path, "forbidden")
    path = clinic.write(tmp_path, "results/datasets/clinic/traces.parquet", "traces")
    assert refused(known, tmp_path, path) == set()


def test_what_the_licence_releases_by_name_may_leave_unless_consent_says_no(tmp_path):
    path = clinic.items(tmp_path)
    assert refused(clinic.catalogue(tmp_path, release="{items: {transcript: true}}"), tmp_path, path) == set()
    narrower = clinic.catalogue(tmp_path, release="{items: {transcript: true}}", consent="{items: {transcript: false}}")
    assert refused(narrower, tmp_path, path) == {("transcript", "consent.release.items.transcript: false")}
    whole = clinic.catalogue(tmp_path, "allowed", consent="{items: false}")
    assert ("item_id", "consent.release.items: false") in refused(whole, tmp_path, path)


@pytest.mark.parametrize(
    ("redistribution", "expected"),
    [("allowed", set()), ("research_only", {"participants"}), ("forbidden", {"participants", "ratings"})],
)
def test_tables_by_redistribution(tmp_path, redistribution, expected):
    known = clinic.catalogue(tmp_path, redistribution)
    paths = [clinic.people(tmp_path), clinic.ratings(tmp_path)]
    stays = {refusal.path.split("/")[-1].removesuffix(".parquet") for refusal in refusals(known, tmp_path, paths)}
    assert stays == expected


def test_a_twins_files_may_always_leave_but_not_what_a_real_model_was_asked(tmp_path):
    known = clinic.catalogue(tmp_path, "forbidden")
    free = [clinic.items(tmp_path, "clinic_twin"), clinic.people(tmp_path, "clinic_twin")]
    free += [put(tmp_path, "results/datasets/clinic_twin/raw/audio/a.wav")]
    free += [put(tmp_path, "results/studies/ward_twin/majority/checkpoint.safetensors")]
    assert refused(known, tmp_path, *free) == set()
    asked = clinic.responses(tmp_path, "ward_twin")
    assert {"asked", "text"} <= columns(known, tmp_path, asked)
    page = put(tmp_path, "reports/ward_twin/index.html", f"<p>{clinic.SAID}</p><p>{clinic.ASKED}</p>")
    assert columns(known, tmp_path, page) == {"responses.asked"}


def test_responses_quote_transcripts_unless_they_are_named_themselves(tmp_path):
    path = clinic.responses(tmp_path)
    why = "licence.redistribution: research_only (responses.asked may quote items.transcript)"
    assert ("asked", why) in refused(clinic.catalogue(tmp_path), tmp_path, path)
    assert refused(clinic.catalogue(tmp_path, release="{responses: true}"), tmp_path, path) == set()
    one = clinic.catalogue(tmp_path, "allowed", release="{items: {transcript: false}}")
    assert columns(one, tmp_path, path) == {"asked", "text"}


def test_recordings_of_models_and_what_was_set_aside_of_them_follow_the_responses(tmp_path):
    known = clinic.catalogue(tmp_path)
    lines = put(tmp_path, "data/parrot.jsonl", "{}")
    aside = {"stage": "elicit", "file": lines, "place": "line 1", "reason": "not_json", "found": "{", "allowed": "x"}
    set_aside = clinic.write(tmp_path, "results/studies/ward_twin/responses.quarantine.parquet", "quarantine", aside)
    assert len(refusals(known, tmp_path, [lines, set_aside])) == 2
    assert refusals(clinic.catalogue(tmp_path, release="{responses: true}"), tmp_path, [lines, set_aside]) == []


@pytest.mark.parametrize("path", ["results/datasets/clinic", "results/features/clinic/tones"])
def test_what_was_set_aside_may_quote_names(tmp_path, path):
    name = "quarantine" if "datasets" in path else "quarantine-0-of-2"
    row = {"stage": "ingest", "file": "x", "place": "x", "reason": "x", "found": "casefile-7", "allowed": "x"}
    path = clinic.write(tmp_path, f"{path}/{name}.parquet", "quarantine", row)
    (column, why), *more = refused(clinic.catalogue(tmp_path), tmp_path, path)
    assert column == "found"
    assert "quarantine.found may quote" in why
    assert more == []
    assert refused(clinic.catalogue(tmp_path, release="{quarantine: true}"), tmp_path, path) == set()


def test_features_by_set_and_by_what_can_be_made_again_from_them(tmp_path):
    for name in ("tones", "meaning"):
        clinic.write(
            tmp_path, f"results/features/clinic/{name}/shard-0-of-1.parquet", "features", {"item_id": "a", "x": 1.0}
        )
    folder = "results/features/clinic"

    def stays(**statements):
        found = refusals(clinic.catalogue(tmp_path, **statements), tmp_path, [folder])
        return {refusal.path.split("/")[3] for refusal in found}

    assert stays() == {"meaning"}
    assert stays(redistribution="allowed") == set()
    assert stays(redistribution="forbidden") == {"tones", "meaning"}
    assert stays(release="{features: {tones: false, meaning: true}}") == {"tones"}
    assert stays(consent="{features: false}") == {"tones", "meaning"}
    assert stays(values="false") == {"tones", "meaning"}
    assert stays(release="{items: {item_id: false}}") == {"tones", "meaning"}


def test_predictions_and_samples_follow_the_columns_that_they_repeat(tmp_path):
    row = {"item_id": "a", "seed": 1, "fold": 0, "group": "anna-k", "label": "fear", "predicted": "joy"}
    guess = clinic.write(tmp_path, "results/studies/ward/majority/predictions.parquet", "predictions", row)
    drawn = {key: row[key] for key in ("item_id", "group", "label", "fold")}
    sample = clinic.write(tmp_path, "results/studies/ward/sample.parquet", "sample", drawn)
    assert columns(clinic.catalogue(tmp_path), tmp_path, guess, sample) == set()
    speaker = clinic.catalogue(tmp_path, consent="{items: {speaker_id: false}}")
    assert columns(speaker, tmp_path, guess, sample) == {"group"}
    assert "predicted" in columns(clinic.catalogue(tmp_path, "forbidden"), tmp_path, guess)


def test_class_shares_are_named_together(tmp_path):
    drawn = {"item_id": "a", "group": "b", "label": "fear", "majority": "fear", "fold": 0, "share_fear": 1.0}
    frame = tables.empty("sample").assign(share_fear=0.0)
    frame.loc[0] = drawn
    path = "results/studies/ward/sample.parquet"
    tables.write(frame.astype({"fold": "int64"}), "sample", tmp_path / path)
    assert columns(clinic.catalogue(tmp_path, consent="{sample: {shares: false}}"), tmp_path, path) == {"share_fear"}


def test_weights_and_aggregated_results(tmp_path):
    paths = [
        put(tmp_path, "results/studies/ward/majority/checkpoint.safetensors"),
        put(tmp_path, "results/studies/ward/majority/scores.json", "{}"),
    ]
    assert refused(clinic.catalogue(tmp_path), tmp_path, *paths) == set()
    assert refused(clinic.catalogue(tmp_path, "forbidden"), tmp_path, *paths) == {
        (None, "licence.redistribution: forbidden")
    }
    stated = clinic.catalogue(tmp_path, release="{models: false}", consent="{results: false}")
    assert refused(stated, tmp_path, *paths) == {
        (None, "licence.release.models: false"), (None, "consent.release.results: false"),
    }  # fmt: skip


def test_raw_files_leave_only_where_everything_that_is_made_from_them_may(tmp_path):
    sound, rows = put(tmp_path, "data/clinic/a.WAV"), put(tmp_path, "data/clinic/turns.csv")
    assert len(refusals(clinic.catalogue(tmp_path), tmp_path, ["data/clinic"])) == 2
    media = clinic.catalogue(tmp_path, release="{media: true}")
    assert [refusal.path for refusal in refusals(media, tmp_path, [sound, rows])] == [rows]
    assert refusals(clinic.catalogue(tmp_path, "allowed"), tmp_path, [sound, rows]) == []
    versioned = put(tmp_path, "data/clinic.dvc")
    assert refusals(clinic.catalogue(tmp_path), tmp_path, [versioned]) == []


def test_the_list_of_raw_files_stays_where_their_names_do(tmp_path):
    path = put(tmp_path, "results/datasets/clinic/raw.sha256")
    assert refused(clinic.catalogue(tmp_path), tmp_path, path) == set()
    assert len(refused(clinic.catalogue(tmp_path, release="{items: {audio: false}}"), tmp_path, path)) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("index.html", f"<p>{clinic.SAID.replace('told', '<b>told</b>')}</p>"),
        ("tables/x.csv", f'a,b\n1,"{clinic.SAID}"\n'),
        ("tables/x.tex", f"1 & {clinic.SAID} \\\\\n"),
        ("figures/x.svg", "<svg><text>We never told</text><text>the others about it.</text></svg>"),
        ("summary.json", json.dumps({"said": clinic.SAID})),
    ],
)
def test_a_page_that_quotes_a_transcript_stays(tmp_path, name, text):
    clinic.items(tmp_path)
    path = put(tmp_path, f"reports/ward/{name}", text)
    assert columns(clinic.catalogue(tmp_path), tmp_path, path) == {"items.transcript"}
    put(tmp_path, f"reports/ward/{name}", text.replace("told", "showed"))
    assert columns(clinic.catalogue(tmp_path), tmp_path, path) == set()


def test_a_page_that_names_a_participant_stays_unless_the_name_is_a_pseudonym(tmp_path):
    clinic.people(tmp_path)
    path = put(tmp_path, "reports/ward/tables/trial.csv", "who\ncasefile-7\n")
    assert columns(clinic.catalogue(tmp_path), tmp_path, path) == {"participants.participant_id"}
    assert columns(clinic.catalogue(tmp_path, pseudonymise="[participant_id]"), tmp_path, path) == set()
    stated = {"pseudonymise": "[participant_id]", "consent": "{participants: {participant_id: false}}"}
    assert columns(clinic.catalogue(tmp_path, **stated), tmp_path, path) == {"participants.participant_id"}
    put(tmp_path, path, "who\ncasefile-71\n")
    assert columns(clinic.catalogue(tmp_path), tmp_path, path) == set()


def test_an_analysis_that_names_raters_stays_where_their_names_do_however_short(tmp_path):
    path = put(tmp_path, "results/studies/ward/analyses/agreement.json", json.dumps({"raters": {"ids": ["r1"]}}))
    assert columns(clinic.catalogue(tmp_path), tmp_path, path) == set()
    named = clinic.catalogue(tmp_path, consent="{ratings: {rater_id: false}}")
    assert columns(named, tmp_path, path) == {"ratings.rater_id"}


def test_reasons_why_people_left_stay_only_where_a_statement_names_them(tmp_path):
    person = {
        "participant_id": "casefile-7",
        "randomised": True,
        "received": False,
        "lost_reason": "moved to the coast",
    }
    clinic.write(tmp_path, "results/datasets/clinic/participants.parquet", "participants", person)
    path = put(tmp_path, "results/studies/ward/analyses/trial.json", json.dumps({"lost": {"moved to the coast": 1}}))
    assert columns(clinic.catalogue(tmp_path), tmp_path, path) == set()
    stated = clinic.catalogue(tmp_path, consent="{participants: {lost_reason: false}}")
    assert columns(stated, tmp_path, path) == {"participants.lost_reason"}


def test_snakemakes_record_stays_where_a_param_quotes_a_transcript(tmp_path):
    clinic.items(tmp_path)
    known = clinic.catalogue(tmp_path)
    harmless = record(tmp_path, "results/studies/ward/responses.parquet", ["{'items': {}}"])
    assert refused(known, tmp_path, harmless) == set()
    quoting = record(tmp_path, "reports/ward/index.html", [f"{{'first': {clinic.SAID!r}}}"])
    assert columns(known, tmp_path, quoting) == {"items.transcript"}


def test_a_long_record_lies_in_parts(tmp_path):
    clinic.items(tmp_path)
    name = urlsafe_b64encode(b"results/studies/ward/responses.parquet").decode()
    path = put(tmp_path, f".snakemake/metadata/@{name[:20]}/{name[20:]}", json.dumps({"params": [clinic.SAID]}))
    assert columns(clinic.catalogue(tmp_path), tmp_path, path) == {"items.transcript"}


@pytest.mark.parametrize(
    "path",
    [
        "logs/ward/report.log", ".affectflow/pseudonym.key", ".snakemake/log/x.log", "mlflow.db",
        "results/datasets/forgotten/items.parquet", "results/studies/gone/scores.json", "reports/gone/index.html",
        ".env", ".dvc/config.local", "scratch/items.csv", "results/datasets/clinic/notes.txt", "data/loose.csv",
        "results/studies/ward/extra.parquet",
        ".snakemake/metadata/bm90aGluZw-no-record-at-all", "results/features/clinic/tones/values.npy",
    ],
)  # fmt: skip
def test_what_no_rule_knows_stays(tmp_path, path):
    known = clinic.catalogue(tmp_path, "allowed")
    assert [refusal.path for refusal in refusals(known, tmp_path, [put(tmp_path, path)])] == [path]


def test_sources_and_the_index_may_leave(tmp_path):
    known = clinic.catalogue(tmp_path, "forbidden")
    for path in ("reports/index.html", "Snakefile"):
        put(tmp_path, path)
    put(tmp_path, "reports/ward/tables/.snakemake_timestamp", "")
    assert refusals(known, tmp_path, ["params", "reports", "Snakefile"]) == []


def test_a_studys_own_file_stays_where_it_quotes_a_transcript(tmp_path):
    known = clinic.catalogue(tmp_path, consent="{results: false}")
    assert columns(known, tmp_path, "params/studies/ward.yaml") == set()
    clinic.items(tmp_path)
    assert columns(known, tmp_path, "params/studies/ward.yaml") == {"items.transcript"}


def test_one_file_under_another_name_is_the_same_file(tmp_path, monkeypatch):
    known = clinic.catalogue(tmp_path)
    path = clinic.items(tmp_path)
    for name in (f"params/../{path}", tmp_path / path, f"./{path}"):
        assert [refusal.path for refusal in refusals(known, tmp_path, [name])] == [path]
    monkeypatch.chdir(tmp_path)
    assert [refusal.path for refusal in refusals(known, Path("."), [path, tmp_path / path])] == [path]
    outside = put(tmp_path.parent, f"{tmp_path.name}-outside.csv")
    assert len(refusals(known, tmp_path, [f"../{outside}"])) == 1


def test_what_is_not_there_is_not_passed_on_unseen(tmp_path):
    known = clinic.catalogue(tmp_path, "allowed")
    (refusal,) = refusals(known, tmp_path, ["results/datasets/clinic/items.parquet"])
    assert "no such file" in refusal.reason


def test_a_twins_record_stays_where_its_study_asks_in_words_of_the_real_corpus(tmp_path):
    clinic.items(tmp_path)
    path = record(tmp_path, "results/studies/ward_twin/responses.parquet", [clinic.SAID])
    assert columns(clinic.catalogue(tmp_path), tmp_path, path) == {"items.transcript"}


def test_a_damaged_table_stays_where_one_of_its_columns_would(tmp_path):
    path = put(tmp_path, "results/datasets/clinic/items.parquet", "no table")
    assert columns(clinic.catalogue(tmp_path), tmp_path, path) == {"transcript"}
    assert columns(clinic.catalogue(tmp_path, "allowed"), tmp_path, path) == set()


def test_all_refusals_are_told_at_once_with_statement_licence_and_what_to_do(tmp_path):
    known = clinic.catalogue(tmp_path, "forbidden")
    paths = [clinic.items(tmp_path), clinic.ratings(tmp_path), put(tmp_path, "logs/x.log")]
    told = str(explain(refusals(known, tmp_path, paths)))
    assert "results/datasets/clinic/items.parquet" in told
    assert "column 'rater_id'" in told
    assert "params/datasets/clinic.yaml says licence.redistribution: forbidden" in told
    assert "the clinic's terms" in told
    assert "licence.release" in told
    assert "logs are never released" in told
