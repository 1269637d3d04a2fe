"""Small corpora of texts, written by hand in their released layouts."""

import json

RAW = '"id","text"\n"a_1","I can\'t believe it."\n"a_2","She said ""no"", and left."\n"b_1","Fine."\n'
META = 'id\tdocument\tcategory\tsubcategory\na_1\ta\tblog\t \na_2\ta\tblog\t \nb_1\tb\tletters\t"x\n'
RATED = "id,V,A,D\na_1,3,4,3\na_1,2,3,3\na_2,1,1,5\nb_1,3,3,3\n"

MELD = "Sr No.,Utterance,Speaker,Emotion,Sentiment,Dialogue_ID,Utterance_ID,Season,Episode,StartTime,EndTime\n"


def emobank(root):
    """Three sentences of two documents, four ratings by readers and by raters of the writers."""
    files = {"raw.csv": RAW, "meta.tsv": META}
    files |= {f"individual_{who}_ratings.csv": RATED for who in ("reader", "writer")}
    (root / "corpus").mkdir()
    for name, text in files.items():
        (root / "corpus" / name).write_text(text, encoding="utf-8")
    return root


def meld_row(number, dialogue, utterance, said="Hi.", emotion="joy", start="00:00:01,000", end="00:00:02,500"):
    """One row of MELD's tables."""
    sentiment = "neutral"
    return f'{number},"{said}",Ada,{emotion},{sentiment},{dialogue},{utterance},1,{number},"{start}","{end}"\n'


def meld(root, rows=None):
    """MELD's three tables with one utterance each, and other rows in the first."""
    folder = root / "data/MELD"
    folder.mkdir(parents=True)
    for number, part in enumerate(("train", "dev", "test"), 1):
        said = rows if rows and part == "train" else [meld_row(number, 0, 0)]
        (folder / f"{part}_sent_emo.csv").write_text(MELD + "".join(said), encoding="utf-8")
    return root


def emorynlp(root, utterances, part="dev"):
    """One file with one scene."""
    (root / "json").mkdir(exist_ok=True)
    scene = {"scene_id": "s01_e01_c01", "utterances": utterances}
    text = json.dumps({"season_id": part, "episodes": [{"episode_id": "s01_e01", "scenes": [scene]}]})
    (root / f"json/emotion-detection-{part}.json").write_text(text)
    return root


def said(number, speakers=("Ada",), transcript="Hi.", emotion="Neutral"):
    """One utterance of EmoryNLP's Emotion Detection."""
    name = f"s01_e01_c01_u{number:03d}"
    return {
        "utterance_id": name,
        "speakers": list(speakers),
        "transcript": transcript,
        "tokens": [],
        "emotion": emotion,
    }


GO = ("text", "id", "author", "subreddit", "link_id", "parent_id", "created_utc", "rater_id", "example_very_unclear")
EMOTIONS = (
    "admiration", "amusement", "anger", "annoyance", "approval", "caring", "confusion", "curiosity", "desire",
    "disappointment", "disapproval", "disgust", "embarrassment", "excitement", "fear", "gratitude", "grief", "joy",
    "love", "nervousness", "optimism", "pride", "realization", "relief", "remorse", "sadness", "surprise",
    "neutral",
)  # fmt: skip


def goemotions(root, votes):
    """Three files; a vote is text, id, rater, unclear, emotions."""
    lines = [",".join((*GO, *EMOTIONS))]
    for text, name, rater, unclear, chosen in votes:
        flags = ["1" if emotion in chosen else "0" for emotion in EMOTIONS]
        lines.append(",".join([text, name, "ada", "talk", "t3_1", "t3_1", "1.0", rater, unclear, *flags]))
    for number in (1, 2, 3):
        content = lines if number == 1 else lines[:1]
        (root / f"goemotions_{number}.csv").write_text("\n".join(content) + "\n")
    return root


def esconv(root, *dialogs, survey=None, older=False):
    """Conversations of the given turns: role, text, annotation."""
    scores = (
        {"seeker": {"initial_emotion_intensity": "5", "final_emotion_intensity": "2"}} if survey is None else survey
    )
    told = [
        {
            "experience_type": "Current Experience",
            "emotion_type": "anxiety",
            "problem_type": "job crisis",
            "situation": "I lost my job.",
            "survey_score": scores,
            "dialog": [{"speaker": who, "content": text, "annotation": noted} for who, text, noted in turns],
        }
        for turns in dialogs
    ]
    (root / "ESConv.json").write_text(json.dumps(told))
    return root


DICES = (
    "id,rater_id,rater_gender,item_id,context,response,degree_of_harm,Q1_whole_conversation_evaluation,"
    "Q3_bias_other,Q_overall\n"
)


def dices(root, rows):
    """The part with 350 conversations; a row is rater, item, response, harm, bias, overall."""
    (root / "350").mkdir()
    lines = [f'{n},{a},Man,{b},"USER: hi",{c},{d},Makes sense,{e},{f}\n' for n, (a, b, c, d, e, f) in enumerate(rows)]
    (root / "350/diverse_safety_adversarial_dialog_350.csv").write_text(DICES + "".join(lines))
    return root


PLUTCHIK = ("Joy", "Sadness", "Anticipation", "Surprise", "Anger", "Fear", "Disgust", "Trust")
WHO = ("Writer", "Reader1", "Reader2", "Reader3", "Avg. Readers")


def wrime(root, posts, version=1):
    """One file; a post is sentence, writer, part, and anger by the writer and by three readers."""
    scales = PLUTCHIK + (("Sentiment",) if version == 2 else ())
    header = ["Sentence", "UserID", "Datetime", "Train/Dev/Test", *(f"{who}_{name}" for who in WHO for name in scales)]
    lines = ["\t".join(header)]
    for text, writer, part, *angers in posts:
        cells = [str(anger) if name == "Anger" else "0" for anger in (*angers, 0) for name in scales]
        lines.append("\t".join([text, writer, "2019/06/01 10:00", part, *cells]))
    (root / f"wrime-ver{version}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return root
