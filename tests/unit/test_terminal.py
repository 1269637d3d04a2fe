"""What a job shows on the terminal, and what it leaves in its log."""

import subprocess
import sys

import pytest


def job(tmp_path, body):
    log = str(tmp_path / "l/job.log")
    program = f"import os, sys\nfrom affectflow import terminal, errors\nterminal.log_to({log!r})\n"
    done = subprocess.run([sys.executable, "-c", program + body], capture_output=True, text=True)
    return done, (tmp_path / "l/job.log").read_text()


def test_noise_goes_to_the_log_and_progress_to_the_terminal(tmp_path):
    done, log = job(tmp_path, "print('noise', flush=True); os.write(2, b'native noise'); terminal.say('3 of 9')")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "3 of 9\n")
    assert log == "noise\nnative noise"


def test_a_mistake_of_the_user_is_told_without_traceback(tmp_path):
    done, log = job(tmp_path, "raise errors.TableError(errors.Problem('x.csv', 'row 3', 'a word', 'a number'))")
    assert done.returncode == 1
    assert log == "affectflow: x.csv: row 3: found a word; allowed: a number.\n"
    assert done.stderr == f"affectflow, {tmp_path}/l/job.log: x.csv: row 3: found a word; allowed: a number.\n"


@pytest.mark.parametrize("error", ["ZeroDivisionError('by zero')", "OSError(28, 'No space left on device')"])
def test_another_error_keeps_its_traceback_in_the_log(tmp_path, error):
    done, log = job(tmp_path, f"raise {error}")
    assert "Traceback" in log
    assert "Traceback" not in done.stderr
    assert "job.log" in done.stderr


def test_what_a_disk_refuses_is_told_in_plain_words(tmp_path):
    done, log = job(tmp_path, "raise OSError(28, 'No space left on device', 'results/x.json')")
    assert "results/x.json: found no space left on its disk; allowed: room for it. Free some" in done.stderr
    assert "Traceback" in log


def test_a_log_that_cannot_be_written_still_ends_plainly(tmp_path):
    (tmp_path / "l/job.log").mkdir(parents=True)
    program = f"from affectflow import terminal\nterminal.log_to({str(tmp_path / 'l/job.log')!r})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith(f"affectflow, {tmp_path}/l/job.log: IsADirectoryError")


def test_an_interrupted_job_says_how_to_go_on(tmp_path):
    done, _ = job(tmp_path, "raise KeyboardInterrupt")
    assert done.stderr.endswith("job.log: stopped. The same command goes on from here.\n")


def test_a_closed_terminal_fails_no_work(tmp_path):
    done, log = job(tmp_path, "terminal._terminal = open('/dev/full', 'w'); terminal.say('3 of 9'); print('done')")
    assert (done.returncode, log) == (0, "done\n")


def test_a_problem_with_the_study_is_told_in_its_file_and_by_its_name_of_the_analysis(tmp_path):
    log = str(tmp_path / "job.log")
    program = (
        "from affectflow import terminal, errors\n"
        f"terminal.log_to({log!r}, 'params/studies/mood.yaml', 'mood_over_time')\n"
        "raise errors.StudyError([errors.Problem('study', 'analyse.longitudinal.measure', 'x', 'y'),"
        " errors.Problem('study', 'ingest.where', 'x', 'y'), errors.Problem('a.csv', 'analyse.b', 'x', 'y')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    for place in (
        "params/studies/mood.yaml: analyse.mood_over_time.measure:",
        "params/studies/mood.yaml: ingest.where:",
    ):
        assert f"{place} found x" in done.stderr
    assert "a.csv: analyse.b: found x" in done.stderr
