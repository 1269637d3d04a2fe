"""Takes what native libraries write to the process's standard error, so that the terminal is calm.

MediaPipe 0.10.14 and FFmpeg write there through C and offer no switch.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

NOISE = (
    "INFO: Created TensorFlow Lite XNNPACK delegate for CPU.",
    "All log messages before absl::InitializeLog() is called are written to STDERR",
    "Feedback manager requires a model with a single signature inference.",
    "backend is generally available but can't be used to capture by name",
)


@contextmanager
def native_messages() -> Iterator[list[str]]:
    """Hold standard error back for a short while, such as the start of a native library.

    Yields:
        a list that holds, after the block, the lines that were written and are not known as
        noise, without the addresses that FFmpeg puts before them. They are no longer on
        the terminal: it is the caller who must say them. After an error they are said here.
    """
    messages: list[str] = []
    sys.stderr.flush()
    terminal = os.dup(2)
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), 2)
        try:
            yield messages
        finally:
            sys.stderr.flush()
            os.dup2(terminal, 2)
            os.close(terminal)
            held.seek(0)
            messages += _worth_saying(held.read().decode(errors="replace"))
            if sys.exc_info()[1] is not None:
                say(messages)


def say(messages: list[str]) -> None:
    """Write lines to standard error."""
    for message in messages:
        print(message, file=sys.stderr)


def _worth_saying(text: str) -> list[str]:
    lines = [line for line in text.splitlines() if not any(noise in line for noise in NOISE)]
    return [re.sub(r"^\[[^\]]* @ 0x[0-9a-f]+\] ", "", line) for line in lines if line.strip()]
