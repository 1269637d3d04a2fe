"""versions: whether the files here are those that `dvc.lock` records, and what to do where they are not.

Imports nothing heavy, because the workflow asks the ledger on each parse.
"""

from .errors import VersionError
from .ledger import Ledger
from .record import Version, load_version, recorded

__all__ = ["Ledger", "Version", "VersionError", "load_version", "recorded"]
