"""The layout of EmoryNLP's Emotion Detection: utterances of the series Friends with one emotion each.

    json/emotion-detection-{trn,dev,tst}.json

    {"season_id": "dev", "episodes": [{"episode_id": ..., "scenes": [{"scene_id": ..., "utterances": [
        {"utterance_id": "s01_e15_c01_u001", "speakers": [...], "transcript": ..., "tokens": [...],
         "emotion": "Neutral"}]}]}]}

An utterance may have several speakers. MELD's repository holds other tables of the same name
(`data/emorynlp/*_final.csv`): numbered within scenes, with times, without these ids, and not all
utterances. They are another layout, which this reader does not read.

Source: Zahiri and Choi (2018), AAAI workshops, 44-52, and the README of emorynlp/emotion-detection.
"""

from __future__ import annotations

FILES = {part: f"json/emotion-detection-{part}.json" for part in ("trn", "dev", "tst")}
EMOTIONS = ("Joyful", "Mad", "Neutral", "Peaceful", "Powerful", "Sad", "Scared")
