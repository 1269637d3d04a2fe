"""The secret key of a corpus's pseudonyms: where it lies, what it must be, and its fingerprint.

A pseudonym is HMAC-SHA256 of an identifier under the key. Who has the key can make the
pseudonym of a person they know of, so the key stays with whoever may have the corpus: it
is a file of its own that neither git nor DVC sees, and only its path travels through the
workflow. Its fingerprint is an HMAC of a fixed text. It tells two keys apart and nothing
about the key, so it stands among the params of the rule and beside the results.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from ..errors import AffectflowError, Problem

VARIABLE = "AFFECTFLOW_PSEUDONYM_KEY"
PLACE = ".affectflow/pseudonym.key"
LEAST = 32
"""Characters that a key has at least; `make_key` writes 64 hexadecimal digits."""

PUBLIC = b"the key of synthetic twins, which are about nobody; it is no secret"

HOW = f"Make one: affectflow key. Or name the file that you were given in {VARIABLE}."


class KeyFileError(AffectflowError):
    """The key of the pseudonyms is absent, cannot be used, or is another one."""


def key_place(environ: Mapping[str, str]) -> Path:
    """The file that holds the key, there or not."""
    return Path(environ.get(VARIABLE) or PLACE)


def make_key(place: Path) -> str:
    """Write a new random key that only its owner can read.

    Returns:
        its fingerprint.

    Raises:
        KeyFileError: when the file is there; a key that is lost cannot be made again, and
            with it go all its pseudonyms.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    key = secrets.token_hex(32)
    try:
        file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        hint = "Keep it: pseudonyms that it made cannot be made again without it."
        raise KeyFileError(Problem(str(place), "", "a file", "a place without one", hint)) from None
    with os.fdopen(file, "w") as out:
        out.write(key + "\n")
    return fingerprint(key.encode())


def read_key(place: Path) -> bytes:
    """Read the key.

    Raises:
        KeyFileError: when there is none, others can read it, or it is short.
    """
    if not place.is_file():
        raise KeyFileError(Problem(str(place), "", "no such file", "the key of the corpus's pseudonyms", HOW))
    mode = place.stat().st_mode & 0o777
    if mode & 0o077:
        hint = f"Run: chmod 600 {place}"
        raise KeyFileError(Problem(str(place), "", f"permissions {mode:o}", "a key that only you can read", hint))
    key = place.read_bytes().strip()
    if len(key) < LEAST:
        raise KeyFileError(Problem(str(place), "", f"{len(key)} characters", f"{LEAST} or more", HOW))
    return key


def fingerprint(key: bytes) -> str:
    """16 hexadecimal digits by which keys are told apart."""
    return hmac.new(key, b"affectflow: fingerprint of a key", hashlib.sha256).hexdigest()[:16]


def key_of(known: str, place: Path) -> bytes:
    """The key with a fingerprint: the public one of twins, or the one in a file.

    Raises:
        KeyFileError: when the file is absent, cannot be used, or holds another key.
    """
    if known == fingerprint(PUBLIC):
        return PUBLIC
    key = read_key(place)
    if fingerprint(key) != known:
        raise KeyFileError(Problem(str(place), "", f"the key {fingerprint(key)}", f"the key {known}", HOW))
    return key
