"""A number in a study's text that is no longer the result stops the report, and nothing else."""

import pytest

from . import tiny

SUMMARY = """
report:
  title: a small study
  summary: ["Of {flow.json#/groups = 7} speakers."]
"""


@pytest.mark.slow
def test_a_stale_number_fails_the_report_and_keeps_all_results(copy):
    tiny.make(copy.place)
    study = copy.place / "params/studies/tiny.yaml"
    study.write_text(study.read_text().replace("report: {title: a small study}", SUMMARY))
    done = copy.snakemake("reports/tiny/index.html")
    assert done.returncode != 0
    said = done.stdout + done.stderr
    assert "params/studies/tiny.yaml: report.summary.0: found '7' for flow.json#/groups; allowed: 6, which" in said
    assert "Traceback" not in (copy.place / "logs/tiny/report.log").read_text()
    assert not (copy.place / "reports/tiny/index.html").exists()

    copy.edit("params/studies/tiny.yaml", "= 7}", "= 6}")
    assert copy.would_run("reports/tiny/index.html") == {"report": 1}
    assert copy.snakemake("reports/tiny/index.html").returncode == 0
    page = (copy.place / "reports/tiny/index.html").read_text()
    assert 'Of <span class="bound" title="flow.json#/groups">6</span> speakers.' in page


def test_an_unbound_number_stops_the_workflow_before_any_work(copy):
    copy.edit("params/studies/parlor.yaml", "Does joining", "Among 60 people, does joining")
    done = copy.snakemake("--dry-run", "parlor_twin")
    assert done.returncode != 0
    assert "report.question: found the unbound number '60'" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
