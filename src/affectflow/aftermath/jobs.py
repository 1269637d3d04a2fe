"""Ends the jobs of a run that is dead.

They would go on writing, perhaps what an older version of a study asked for, while the next
run makes the same files. Their files appear whole or not at all, so ending them breaks none.
"""

from __future__ import annotations

RUN = "AFFECTFLOW__RUN"
"""Variable of the environment in which all processes of a run carry its name."""


def end_jobs(run: str) -> int:
    """End every process of this user that carries a run's name.

    Args:
        run: name of a run that is known to be dead.

    Returns:
        how many processes were ended.
    """
    import psutil

    left = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(RUN) == run:
                process.kill()
                left.append(process)
        except (psutil.Error, OSError):
            continue  # Another user's process, or one that has just ended.
    psutil.wait_procs(left)
    return len(left)
