"""The layout of BAH: answers on video, and where in them experts saw ambivalence or hesitancy.

    split/{train,val,test}.txt            a line for each video: its path, 1 or 0, the whole transcript (with commas)
    video_annotation_transcript.yaml      by path of the video: `global_ah` (1 or 0), `time_detailed_ah` (pairs of
                                          hh:mm:ss.mmm), `fr_detailed_ah` (the same in frames), `frame_annotation`
                                          (pairs of frame's path and 1 or 0), `all_cues`, `annotator_id`, `certainty_ah`
    meta_data.yml                         by participant: age, gender, province and the like, and two permissions
    transcription/<path of the video>/*.yml   `text`, and `chunks` with `!!python/tuple` timestamps (not read)
    Videos/82711/Visite_1/82711_Question_1_2024-11-18_16-07-42_Video.mp4
    cropped-aligned-faces/<path of the video>/frame-0.jpg     (not read)

Some names of videos have a blank before the time, some end in `_Video-<name of a computer>.mp4`. A split keeps all
videos of a participant together.

Source: Gonzalez-Gonzalez et al. (2025), BAH dataset for ambivalence/hesitancy recognition, arXiv:2505.19328; the
authors' repository sbelharbi/bah-dataset has the split files. The corpus itself is given on request under an end user
licence; the YAML files' keys are those that published code of its users reads, and were not seen in the release.
"""

from __future__ import annotations

SPLITS = ("train", "val", "test")
SPLIT_FILES = {name: f"split/{name}.txt" for name in SPLITS}
ANNOTATION = "video_annotation_transcript.yaml"
PEOPLE = "meta_data.yml"
TRANSCRIPTS = "transcription"
VIDEO = (
    r"Videos/(?P<person>\d+)/(?P<visit>Visite_\d+)/"
    r"(?P<name>(?P=person)_Question_(?P<question>[1-7])_[^/]*Video[^/]*)\.mp4"
)
SCALE = "ambivalence_hesitancy"
LABELS = {0: "absent", 1: "present"}
CUES = ("audio", "body", "facial", "inconsistencies", "language")
QUESTIONS = 7
