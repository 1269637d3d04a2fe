"""Small corpora of speech and faces written by hand, without any code of the package."""

import json
import struct
import zlib
from pathlib import Path

from small_corpora import wav

CREMA_D = ("1001_IEO_NEU_XX", "1001_IEO_HAP_LO", "1040_ITH_SAD_XX")
ANSWERS = (
    '"",localid,pos,ans,ttr,queryType,numTries,clipNum,questNum,subType,clipName,sessionNums,respEmo,respLevel,'
    "dispEmo,dispVal,dispLevel"
)
FERPLUS = "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n"


def text(path: Path, content: str, encoding: str = "utf-8") -> Path:
    """A text file in a folder that is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding=encoding)
    return path


def crema_d(root: Path) -> Path:
    """Three clips with recordings and counts of votes: clip 1 is neutral to ten who heard it."""
    rows = "".join(f'{number},"{name}"\n' for number, name in enumerate(CREMA_D, 1))
    text(root / "SentenceFilenames.csv", '"Stimulus_Number","Filename"\n' + rows)
    counts = ['"","A","D","F","H","N","S","fileName","numResponses"']
    for way in (1, 2, 3):
        for number, name in enumerate(CREMA_D, 1):
            counts.append(f'"{way}0000{number}",0,0,0,{number},10,0,"{name}",{10 + number}')
    text(root / "processedResults/tabulatedVotes.csv", "\n".join(counts) + "\n")
    for level, name in enumerate((*CREMA_D[:2], "1040_ITH_SAD_X"), 1):
        wav(root / f"AudioWAV/{name}.wav", level=level)
    return root


def crema_d_answers(root: Path) -> Path:
    """The same with answers of two participants, one of them late, and when each clicked first."""
    crema_d(root)
    lines = [ANSWERS]
    clicks = ['"",localid,sessionNums,queryType,questNum,pos,ttr,numTries,clipNum,clipName']
    for person, first in ((7, 2000), (8, 12000)):
        for way in (1, 3):
            number = 1 if way == 1 else 2
            name = CREMA_D[number - 1]
            lines.append(f"{person}{way},p{person},1,H_54,3000,{way},0,{number},1,4,{name},{person},H,54,H,20,L")
            ttr = first if way == 1 else 2000
            clicks.append(f"{person}{way},p{person},{person},{way},1,1,{ttr},0,{number},{name}")
    text(root / "finishedResponses.csv", "\n".join(lines) + "\n")
    text(root / "finishedEmoResponses.csv", "\n".join(clicks) + "\n")
    return root


def png(path: Path, shade: int, size: tuple[int, int] = (48, 48)) -> Path:
    """A PNG picture of one grey."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    width, height = size
    rows = zlib.compress((b"\0" + bytes([shade]) * width) * height)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + parts)
    return path


def ferplus(root: Path, *further: str) -> Path:
    """Three images, the second without a name."""
    rows = [
        "Training,fer0000000.png,8,0,0,2,0,0,0,0,0,0",
        "Training,,0,0,0,0,0,0,0,0,0,10",
        "PublicTest,fer0000001.png,0,9,0,0,0,0,0,0,0,0",
        *further,
    ]
    text(root / "fer2013new.csv", FERPLUS + "\n".join(rows) + "\n")
    return root


IEMOCAP = """% [START_TIME - END_TIME] TURN_NAME EMOTION [V, A, D]

[6.2901 - 6.3901]\tSes01F_impro01_F000\tneu\t[2.5000, 2.5000, 2.5000]
C-E2:\tNeutral;\t()
C-E3:\tNeutral; Anger;\t()
C-F1:\tNeutral;\t(curious)
A-E3:\tval 3; act 2; dom  2;\t()
A-E4:\tval 2; act 3; dom  3;\t(mildly aggravated, but polite)
A-F1:\tval 3; act 2; dom  1;\t()

[7.0000 - 7.1000]\tSes01F_impro01_M000\tfru\t[2.5000, 2.5000, 2.5000]
C-E2:\tFrustration;\t()
"""


def iemocap(root: Path) -> Path:
    """Two turns of one dialog, with words, recordings and what a Mac leaves in an archive."""
    dialog = root / "Session1/dialog"
    text(dialog / "EmoEvaluation/Ses01F_impro01.txt", IEMOCAP)
    text(dialog / "EmoEvaluation/._Ses01F_impro01.txt", "\0\0Mac OS X\0")
    words = "Ses01F_impro01_F000 [006.2901-006.3901]: Excuse me.\nSes01F_impro01_M000 [007.0000-007.1000]: Yes.\n"
    text(dialog / "transcriptions/Ses01F_impro01.txt", words)
    for level, turn in enumerate(("F000", "M000"), 1):
        wav(root / f"Session1/sentences/wav/Ses01F_impro01/Ses01F_impro01_{turn}.wav", level=level)
    return root


def answer(emotion: str, second: str, attributes: str) -> dict[str, str]:
    """What one worker of MSP-Podcast answered; attributes are activation, valence and dominance."""
    numbers = dict(zip(("EmoAct", "EmoVal", "EmoDom"), attributes, strict=True))
    return {"EmoClass_Major": emotion, "EmoClass_Second": second} | numbers


def msp_podcast(root: Path) -> Path:
    """Two segments, one of them of an unknown speaker."""
    first, second = "MSP-PODCAST_0001_0008.wav", "MSP-PODCAST_0002_0001.wav"
    said = {"EmoClass": "N", "EmoAct": "4.0", "EmoVal": "4.0", "EmoDom": "4.0", "Gender": "Female"}
    consensus = {
        first: {**said, "SpkrID": "127", "Split_Set": "Train"},
        second: {**said, "SpkrID": "Unknown", "Split_Set": "Test1"},
    }
    detailed = {
        first: {
            "WORKER00000001": answer("Neutral", "Neutral,Concerned", "435"),
            "WORKER00000002": answer("Other-thoughtful", "thoughtful,Sad", "425"),
        },
        second: {"WORKER00000001": answer("Happy", "", "677")},
    }
    text(root / "Labels/labels_consensus.json", json.dumps(consensus))
    text(root / "Labels/labels_detailed.json", json.dumps(detailed))
    text(root / "Transcripts/MSP-PODCAST_0001_0008.txt", "Well, I think so.\n")
    wav(root / f"Audios/{first}", level=1)
    wav(root / f"Audios/{second}", level=2)
    return root


def ravdess(root: Path) -> Path:
    """Two takes of one actor, one of them with its film."""
    wav(root / "Actor_12/03-01-06-01-02-01-12.wav", level=1, rate=48000)
    wav(root / "Actor_12/03-01-01-01-01-02-12.wav", level=2, rate=48000)
    (root / "Actor_12/01-01-06-01-02-01-12.mp4").write_bytes(b"\0\0\0\x18ftypmp42 film")
    return root
