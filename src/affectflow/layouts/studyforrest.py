"""The layout of the annotations of portrayed emotions in "Forrest Gump", the studyforrest project.

One file for each observer and presentation: `data/raw/av1o03.csv` is observer 3 of the audio-visual film,
`data/raw/ao1o03.csv` observer 3 of the audio-only film, who is another person. A row is a record of one
portrayed emotion: start and end in seconds of the film, the character, arousal, valence and direction, and,
where the observer saw a perfect match, emotion labels, several apart by blanks; then the cues of onset and
offset. Both presentations have the same timing. Times in the audio-visual files are whole seconds.

Source: Labs et al. (2015), Portrayed emotions in the movie "Forrest Gump", F1000Research 4:92,
doi:10.12688/f1000research.6230.1: tables 1 to 3, and the code in the authors' repository
psychoinformatics-de/studyforrest-paper-emotionannotation (`data/descr_stats.py`), which has the film's length.
"""

from __future__ import annotations

RAW = "data/raw"
NAME = r"(av|ao)1o(\d\d)\.csv"
PRESENTATIONS = {"av": "audiovisual", "ao": "audio"}
OBSERVERS = {"av": 9, "ao": 3}
ITEM = "forrest_gump"
SECONDS = 7085.28

COLUMNS = ("start", "end", "character", "arousal", "valence", "direction", "emotion", "oncue", "offcue")
REQUIRED = ("start", "end", "character", "arousal", "valence", "direction", "oncue")

SCALES = {
    "emotion": "emotion",
    "arousal": "arousal",
    "valence": "valence",
    "direction": "direction",
    "oncue": "onset_cue",
    "offcue": "offset_cue",
}
"""Scale that a column becomes, before the presentation: `emotion_audiovisual`."""

LABELS = {
    "arousal": ("HIGH", "LOW"),
    "valence": ("NEG", "POS"),
    "direction": ("OTHER", "SELF"),
    "emotion": (
        "ADMIRATION", "ANGERRAGE", "COMPASSION", "CONTEMPT", "DISAPPOINTMENT", "FEAR", "FEARSCONFIRMED", "GLOATING",
        "GRATIFICATION", "GRATITUDE", "HAPPINESS", "HAPPYFOR", "HATE", "HOPE", "LOVE", "PRIDE", "RELIEF", "REMORSE",
        "RESENTMENT", "SADNESS", "SATISFACTION", "SHAME",
    ),
    "oncue": ("AUDIO", "CONTEXT", "FACE", "GESTURE", "NARRATOR", "VERBAL"),
    "offcue": ("CHARLEFT", "EMOCHANGE", "EMOFADED", "SCENEEND"),
}  # fmt: skip

CHARACTERS = (
    "ABBIEHOFFMAN", "BOBHOPE", "BOY", "BUBBA", "BUBBASGRGRANDMA", "BUBBASGRGRGRANDMA", "BUBBASYOUNGBROTHER", "CHILDREN",
    "CROWD", "DAN", "DICKCAVETT", "ELVISPRESLEY", "FORREST", "FORRESTJR", "FORRESTVO", "GIRL", "JENNY", "JENNYSDAD",
    "JENNYSGRANDMA", "JOHNLENNON", "MAN", "MEN", "MRSBLUE", "MRSGUMP", "NARRATOR", "NEILARMSTRONG", "OLDERBOYS",
    "OLDMAN", "OLDMEN", "OLDWOMAN", "PRESIDENTJOHNSON", "PRESIDENTKENNEDY", "PRESIDENTNIXON", "ROBERTKENNEDY", "WOMAN",
    "WOMEN",
)  # fmt: skip
