"""What kind of machine made a report: no name of a host or a person, and no path."""

from __future__ import annotations

import platform
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

CPUINFO = Path("/proc/cpuinfo")
VECTORS = {"AVX-512": "avx512f", "AVX2": "avx2", "AVX": "avx", "SVE": "sve", "NEON": "asimd"}
GPUS = Path("/proc/driver/nvidia/gpus")


def machine(device: Mapping[str, Any]) -> dict[str, str]:
    """System, processor and accelerator.

    Args:
        device: how networks are fitted, of which `accelerator` and `precision` are told.

    Returns:
        what each is, in words; `accelerators` are those of the machine that writes the report.
    """
    told = {key: str(device[key]) for key in ("accelerator", "precision") if key in device}
    return {
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "architecture": platform.machine(),
        "processor": _processor(),
        "vector instructions": _vectors(),
        "accelerators": ", ".join(_accelerators()) or "none",
    } | {f"{key} setting": value for key, value in told.items()}


def _processor() -> str:
    found = re.search(r"^(?:model name|Model|Hardware)\s*:\s*(.+)$", _text(CPUINFO), re.M)
    return " ".join(found[1].split()) if found else platform.processor() or "unknown"


def _vectors() -> str:
    """The widest instructions for vectors, which settle the order of a sum's terms and so its last digits."""
    flags = set(_text(CPUINFO).split())
    return next((name for name, flag in VECTORS.items() if flag in flags), "unknown")


def _accelerators() -> list[str]:
    """Names of NVIDIA's devices, as their driver lists them; asking torch would take seconds."""
    files = sorted(GPUS.glob("*/information"))
    return [found[1].strip() for file in files if (found := re.search(r"^Model:\s*(.+)$", _text(file), re.M))]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
