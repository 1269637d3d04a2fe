"""What is said: sentences that name an emotion, and sentences that could go with any."""

from __future__ import annotations

import string

import numpy as np

SLOTS: dict[str, tuple[str, ...]] = {
    "person": ("my brother", "my sister", "our neighbour", "my boss", "the new tenant", "my cousin", "the landlord"),
    "thing": ("the letter", "the parcel", "the ticket", "the umbrella", "the notebook", "the ladder", "the spare key"),
    "place": ("the kitchen", "the office", "the station", "the garden", "the library", "the car park", "the hallway"),
    "when": ("this morning", "last night", "on Monday", "after lunch", "at noon", "over the weekend", "yesterday"),
}

POOLS: dict[str, tuple[str, ...]] = {
    "anger": (
        "I am furious that {person} lied to me {when}!",
        "How dare {person} take {thing} without asking!",
        "I am sick of this mess in {place}!",
        "{person} ruined {thing} again, and I hate it!",
        "Stop shouting at me in {place}, I have had enough!",
        "It makes me so angry that {thing} was stolen {when}!",
        "{person} insulted me in {place}, what an outrage!",
        "I will never forgive {person} for breaking {thing}!",
        "This is unfair, and {person} knows it damn well!",
        "I was boiling with rage in {place} {when}!",
        "Who threw away {thing}? I am really mad now!",
        "{person} cheated me {when}, and I am livid!",
        "I hate being blamed for {thing}, it is disgusting!",
    ),
    "happiness": (
        "I am so happy that {person} came to see me {when}!",
        "What a wonderful surprise, {person} found {thing}!",
        "I love the flowers that you put in {place}!",
        "We laughed with joy in {place} {when}!",
        "{person} won the prize {when}, how fantastic!",
        "It was a delightful party in {place} {when}!",
        "I am thrilled that {thing} arrived {when}!",
        "{person} gave me {thing}, and I could hug the world!",
        "Great news, {person} is getting married, I am delighted!",
        "I had the best day of my life in {place}!",
        "Hooray, {person} brought {thing} back, I feel great!",
        "The children were cheerful and sweet {when}, lovely!",
        "I am proud and glad that {person} made it {when}!",
    ),
    "neutral": (
        "I feel calm, nothing special happened {when}.",
        "It was an ordinary day in {place}, as usual.",
        "I have no opinion about {thing}, either is fine.",
        "Everything in {place} is as it always is.",
        "{person} is neither pleased nor upset about {thing}.",
        "It does not matter to me where {thing} is.",
        "I am quite indifferent to what was said {when}.",
        "Nothing much to report from {place} {when}.",
        "I took it calmly when {person} moved {thing}.",
        "It is a routine matter for {person}, nothing more.",
        "I feel about the same as I did {when}.",
        "The visit of {person} was uneventful and plain.",
        "As expected, {thing} was in {place}, no news there.",
    ),
    "sadness": (
        "I am so sad that {person} has left us.",
        "I cried in {place} {when}, all alone.",
        "I miss {person} terribly since {when}.",
        "{person} died {when}, and I feel empty.",
        "It breaks my heart that {thing} is lost.",
        "I feel lonely in {place} without {person}.",
        "Nobody came {when}, and I was in tears.",
        "I have lost all hope since {when}.",
        "{person} is gravely ill, and I am in despair.",
        "Everything in {place} reminds me of the funeral.",
        "I regret so much what I said to {person}.",
        "My poor dog died {when}, I am heartbroken.",
        "I grieve whenever I see {thing} in {place}.",
    ),
    "any": (
        "I put {thing} on the table in {place}.",
        "{person} will bring {thing} to {place}.",
        "You can find {thing} next to the door of {place}.",
        "{person} was in {place} {when}.",
        "They moved {thing} from {place} {when}.",
        "{person} asked about {thing} {when}.",
        "There is a clock on the wall of {place}.",
        "I walked through {place} with {person} {when}.",
        "{thing} belongs to {person}, as far as I know.",
        "{person} has put a chair into {place}.",
        "The door of {place} was open {when}.",
        "I saw {thing} in {place} {when}.",
        "{person} wrote down the number of {thing}.",
        "Somebody left {thing} in {place} {when}.",
        "{person} comes through {place} every day.",
        "We talked about {thing} in {place}.",
    ),
}


def draw_sentence(rng: np.random.Generator, emotion: str | None) -> str:
    """Draw a sentence that names an emotion, or one that could go with any."""
    pool = POOLS[emotion or "any"]
    sentence = pool[rng.integers(len(pool))]
    # All slots are drawn, so that the number of draws does not depend on the sentence.
    words = {slot: choices[rng.integers(len(choices))] for slot, choices in SLOTS.items()}
    filled = string.Formatter().vformat(sentence, (), words)
    return filled[0].upper() + filled[1:]
