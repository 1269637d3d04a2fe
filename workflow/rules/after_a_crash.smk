# After a crash, the same command goes on. Snakemake's lock is a file that outlives a killed run, and cannot tell it
# from a living one; here each run is also known by a lock of the kernel's, which ends with it.
import logging
from contextlib import contextmanager

from snakemake.persistence.file import FilePersistence

from affectflow import aftermath
from affectflow.terminal import say

MARKS = Path(".snakemake/affectflow/runs")
WRITTEN = [".snakemake", "results", "reports", "logs"]
_init, _lock, _unlock = FilePersistence.__init__, FilePersistence.lock, FilePersistence.cleanup_locks
_write_record, _build_dag = FilePersistence._write_record, workflow._build_dag
# A log on a full disk would print a traceback for each line that it cannot take.
logging.raiseExceptions = False


def init(self, *args, **kwargs):
    """Snakemake's own start, which writes into its folder before it can say plainly that it may not."""
    plainly(aftermath.need_room, WRITTEN[:1])
    _init(self, *args, **kwargs)


@contextmanager
def lock(self):
    """Snakemake's lock; those of runs that were killed count no more."""
    plainly(aftermath.need_room, WRITTEN)
    plainly(lambda: clear(self))
    try:
        with aftermath.claimed(MARKS), _lock(self):
            yield
    except Exception:
        plainly(aftermath.need_room, WRITTEN)
        say("affectflow: what was computed is kept. When the cause is mended, run the same command again.")
        raise


@contextmanager
def lock_warn_only(self):
    """What a dry run says of a locked folder."""
    if self.locked and any(run.alive is not False for run in aftermath.runs(MARKS)):
        say(f"affectflow: {aftermath.busy(aftermath.runs(MARKS))}")
    yield


def clear(persistence):
    """End what killed runs left; say so where one lives."""
    aftermath.clear(MARKS, locked=lambda: persistence.locked, unlock=lambda: drop_locks(persistence))


def build_dag():
    """Snakemake looks which files are there before it takes its lock. What killed runs left ends first: a job that
    is ended removes what it had begun, and would leave the plan of this run wrong."""
    takes_lock = "lock" not in vars(workflow.persistence)
    if takes_lock and not any(run.alive is not False for run in aftermath.runs(MARKS)):
        plainly(lambda: clear(workflow.persistence))
    _build_dag()


def drop_locks(persistence):
    """Remove all locks; Snakemake removes their folder too, and does not make it again."""
    persistence.unlock()
    (persistence.path / "locks").mkdir()


def cleanup_locks(self):
    """`--unlock`, but never under a run that lives."""
    plainly(aftermath.forget, MARKS)
    _unlock(self)


def write_record(self, key, record):
    """Snakemake's record of a result, on the disk before the mark goes that the result is not whole: a power cut
    between them would leave a result without a record, and later edits would not be seen."""
    _write_record(self, key, record)
    with open(self._record_path(self._metadata_path, key)) as written:
        os.fsync(written.fileno())


FilePersistence.__init__, FilePersistence.lock, FilePersistence.lock_warn_only = init, lock, lock_warn_only
FilePersistence.cleanup_locks, FilePersistence._write_record = cleanup_locks, write_record
workflow._build_dag = build_dag
