"""What a killed run leaves behind, and how the next one sees it: its lock, its jobs, and a full disk."""

from .jobs import end_jobs
from .room import need_room
from .runs import RUN, BusyError, Run, busy, claimed, clear, forget, runs

__all__ = ["RUN", "BusyError", "Run", "busy", "claimed", "clear", "end_jobs", "forget", "need_room", "runs"]
