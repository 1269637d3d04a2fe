"""openSMILE functionals of a clip's audio, named as openSMILE names them.

Source: Eyben et al. (2016), The Geneva Minimalistic Acoustic Parameter Set (GeMAPS) for
voice research and affective computing, IEEE Transactions on Affective Computing 7(2).
"""

from __future__ import annotations

import warnings
from functools import partial
from pathlib import Path

import numpy as np

from ..studies.extractors import OpenSmile
from .instrument import Instrument, Unusable
from .waveform import read_waveform


def load(spec: OpenSmile) -> Instrument:
    """One openSMILE engine; its log is silent but for errors."""
    import opensmile

    smile = opensmile.Smile(opensmile.FeatureSet[spec.feature_set], opensmile.FeatureLevel.Functionals)
    return Instrument("audio", tuple(smile.feature_names), partial(_functionals, smile))


def _functionals(smile, path: Path) -> np.ndarray:
    """Functionals over the whole clip, at its own sampling rate.

    Quarantine reasons: those of `read_waveform`, and `too_short` where openSMILE
    finds no frame to describe.
    """
    signal, rate = read_waveform(path)
    # ASSUME: the first channel is the speaker, as openSMILE itself takes it; averaging could cancel the voice.
    with warnings.catch_warnings():
        # Its warning says what the quarantine says.
        warnings.filterwarnings("ignore", message="Segment too short", category=UserWarning)
        values = smile.process_signal(signal[:1], rate).to_numpy()
    if len(values) != 1 or np.isnan(values).all():
        raise Unusable("too_short", f"{signal.shape[1] / rate:.3f} s", "at least one frame of openSMILE")
    return values[0]
