"""What is said when a version is not whole."""

from __future__ import annotations

from ..errors import AffectflowError


class VersionError(AffectflowError):
    """A file, an object of a remote or the record itself is not what the version in `dvc.lock` says."""
