"""The report shows what was found, marks a twin, and needs nothing from elsewhere."""

import csv
import json
import re
from html.parser import HTMLParser

import pytest
import report_documents as documents

from affectflow.errors import StudyError
from affectflow.report import Results, write_index, write_report

VOID = {"meta", "link", "br", "img", "input", "hr", "line", "rect", "circle", "polygon", "polyline"}


class Page(HTMLParser):
    """Collects ids, links, captions and text, and holds tags to their pairs."""

    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.links, self.sources, self.words, self.headings = [], [], [], [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if tag == "a" else []
        self.sources += [v for k, v in attrs if k in ("src", "srcset") or (k == "href" and tag != "a")]
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.words.append(data)

    @property
    def text(self):
        return re.sub(r"\s+", " ", " ".join(self.words).replace("\u00a0", " "))


@pytest.fixture(scope="module")
def twin(reports):
    return Page((reports.twin / "index.html").read_text())


@pytest.fixture(scope="module")
def real(reports):
    return Page((reports.real / "index.html").read_text())


def test_the_page_asks_for_nothing_from_elsewhere(twin, reports):
    text = (reports.twin / "index.html").read_text()
    assert twin.sources == ["data:,"]
    assert "@import" not in text
    assert "url(" not in text
    assert "<script" not in text


def test_every_link_inside_leads_somewhere(twin, reports):
    assert len(set(twin.ids)) == len(twin.ids)
    for link in twin.links:
        assert link[1:] in twin.ids if link.startswith("#") else (reports.twin / link).is_file(), link


def test_headings_step_down_by_one(twin):
    assert twin.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(twin.headings[1:], twin.headings[2:], strict=False))


def test_a_twin_is_marked_everywhere(reports):
    text = (reports.twin / "index.html").read_text()
    assert re.search("<title>SYNTHETIC", text)
    captions = re.findall(r'<p class="caption".*?</p>|<summary.*?</summary>|<figcaption.*?</figcaption>', text, re.S)
    assert len(captions) > 15
    assert all("SYNTHETIC" in caption for caption in captions)
    for path in (reports.twin / "tables").glob("*.tex"):
        assert r"\caption{SYNTHETIC." in path.read_text(), path
    for path in (reports.twin / "tables").glob("*.csv"):
        assert {row["data"] for row in csv.DictReader(path.open())} == {"synthetic"}, path
    assert all("SYNTHETIC" in path.read_text() for path in (reports.twin / "figures").iterdir())


def test_a_twin_does_not_count_its_claims_as_failed(twin, real):
    assert re.search(r"Claims\s*None tested\s*\d+ stated; a twin tests none", twin.text)
    assert re.search(r"Claims reproduced\s*\d+ of \d+", real.text)


def test_a_real_run_is_not_marked(reports, real):
    assert "SYNTHETIC" not in real.text
    assert {row["data"] for row in csv.DictReader((reports.real / "tables/scores.csv").open())} == {"real"}


def test_sections_follow_the_study_and_those_without_results_are_left_out(twin, real):
    names = ["claims", "recovery", "data", "agreement", "models", "trial", "methods", "provenance"]
    assert [i for i in twin.ids if i in names] == names
    assert [i for i in real.ids if i in names] == [name for name in names if name != "recovery"]


@pytest.mark.parametrize(
    "words",
    [
        "0.803 [0.782–0.824]",  # the best model with its interval
        "undefined: the model gives no probabilities",
        "−5.12 [−6.86 to −3.38] scale points, p < 0.001 (ANCOVA, 95% interval, n = 186)",
        "Krippendorff’s α = 0.482 [0.467–0.497]",
        "Of 1,440 items in the corpus, 943 from 60 speakers were analysed.",
        "1 of 2 planted effects were recovered",
        "The 95% interval −6.86 to −3.38 (estimate −5.12) contains the planted −5.",
        "5-fold cross-validation in which each speaker is in one fold only",
        "2,000 times, with seed 1",
        "learning rate 0.003",
        "0123456789abcdef0123456789abcdef01234567",
        "The working tree held changes",
    ],
)
def test_what_was_found_is_shown(twin, words):
    assert words in twin.text


def test_claims_are_judged_on_real_data_only(real, twin):
    assert "1 reproduced and 1 differs" in real.text
    assert "−0.2180" in real.text
    assert "The study states 2 figures: 2 not tested." in twin.text


def test_a_changed_result_changes_the_prose(tmp_path, results, declared):
    flow = json.loads(json.dumps(results.flow).replace("1440", "1441").replace("943", "917"))
    changed = Results(flow, results.scores, results.history, results.analyses, results.quarantine)
    write_report(tmp_path, run="parlor_twin", results=changed, **declared)
    text = Page((tmp_path / "index.html").read_text()).text
    assert "Of 1,441 items in the corpus, 917 from 60 speakers were analysed." in text
    assert "917 items from 60 speakers entered the analysis" in text


def test_agreement_is_told_by_coefficient_and_stratum(reports):
    rows = list(csv.DictReader((reports.real / "tables/agreement-coefficients.csv").open()))
    assert [(row["coefficient"], row["stratum"]) for row in rows] == [
        ("Krippendorff’s α", "all"),
        ("Light’s κ (mean of Cohen’s κ over pairs)", "all"),
        ("Fleiss’ κ", "all"),
        ("Krippendorff’s α", "expressive"),
        ("Fleiss’ κ", "expressive"),
        ("Krippendorff’s α", "s00_t03"),
    ]
    assert rows[0]["estimate_low"] == "0.46699999999999997"


def test_disputed_items_raters_and_pairs_are_told(real, reports):
    for words in (
        "s00_t03",
        "anger ×2, happiness ×2, neutral ×2, sadness ×2",
        "3 ratings outside the declared levels were",
    ):
        assert words in real.text, words
    raters = list(csv.DictReader((reports.real / "tables/agreement-raters.csv").open()))
    assert (raters[0]["rater"], raters[0]["alpha"]) == ("r01", "0.58")
    assert (raters[11]["alpha"], raters[11]["alpha_reason"]) == ("", "no vote beside another's")
    pairs = list(csv.DictReader((reports.real / "tables/agreement-cohen-pairs.csv").open()))
    assert [(row["first"], row["second"], row["estimate"]) for row in pairs] == [
        ("r01", "r02", "0.52"),
        ("r01", "r12", ""),
    ]
    figures = {path.stem for path in (reports.real / "figures").iterdir()}
    assert {
        f"agreement-{name}" for name in ("forest", "votes-figure", "disagreement-figure", "raters-figure")
    } <= figures


def test_the_occasions_stand_in_the_order_of_the_trial(reports):
    rows = list(csv.DictReader((reports.twin / "tables/trial-means.csv").open()))
    assert [row["occasion"] for row in rows[:3]] == ["baseline", "post", "follow_up"]


def test_equal_results_are_equal_bytes(tmp_path, reports, results, declared):
    write_report(tmp_path, run="parlor_twin", results=results, **declared)
    for path in sorted(reports.twin.rglob("*.*")):
        assert path.read_bytes() == (tmp_path / path.relative_to(reports.twin)).read_bytes(), path


def test_a_report_replaces_an_older_one_whole(tmp_path, results, declared):
    write_report(tmp_path, run="parlor_twin", results=results, **declared)
    without = Results(results.flow, results.scores, quarantine=results.quarantine)
    write_report(tmp_path, run="parlor_twin", results=without, **declared)
    assert not (tmp_path / "figures/trial-consort.svg").exists()
    assert (tmp_path / "figures/models.svg").exists()
    assert not list(tmp_path.rglob(".*"))


def test_a_study_without_models_is_a_report_too(tmp_path, results, declared):
    study = documents.study() | {"train": None, "features": [], "claims": {}}
    study["analyse"] = {"trial": study["analyse"]["trial"]}
    trial_only = Results(analyses={"trial": results.analyses["trial"]})
    write_report(tmp_path, run="x", results=trial_only, **(declared | {"study": study, "features": {}}))
    entry = json.loads((tmp_path / "summary.json").read_text())
    assert [line["estimate"] for line in entry["headlines"]] == ["−5.12"]
    assert (entry["claims"], entry["recovery"], entry["synthetic"]) == (None, None, False)


def test_a_claim_that_names_nothing_stops_the_report(tmp_path, results, declared):
    study = documents.study()
    study["claims"]["alpha"]["observed"] = "analyses/agreemnt.json#/alpha/estimate"
    with pytest.raises(StudyError, match=r"Did you mean 'analyses/agreement\.json'"):
        write_report(tmp_path, run="parlor", results=results, **(declared | {"study": study}))
    assert not (tmp_path / "index.html").exists()


def test_text_from_outside_is_escaped(tmp_path, results, declared):
    study = documents.study()
    study["report"]["title"] = "<script>alert()</script>"
    write_report(tmp_path, run="parlor", results=results, **(declared | {"study": study}))
    assert "<script" not in (tmp_path / "index.html").read_text()


def test_the_index_shows_each_report_and_marks_twins(reports):
    page = Page((reports.folder / "index.html").read_text())
    assert "0.803" in page.text
    assert "1 of 2" in page.text
    assert page.text.index("parlor_twin") > page.text.index("parlor: from raw")
    assert page.text.count("SYNTHETIC") >= 2
    assert [link for link in page.links if link != "#content"] == ["parlor/index.html", "parlor_twin/index.html"]
    assert all((reports.folder / link).is_file() for link in page.links if link != "#content")


def test_an_index_over_nothing_says_so(tmp_path):
    write_index(tmp_path / "index.html", [])
    assert "No report has been made yet." in (tmp_path / "index.html").read_text()
