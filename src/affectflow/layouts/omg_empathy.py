"""The layout of OMG-Empathy: listeners' own valence while a story is told to them.

    Training/Videos/Subject_1_Story_2.mp4         actor and listener side by side, 25 frames a second
    Training/Annotations/Subject_1_Story_2.csv    header `valence`, then one value for each frame, -1 to 1
    Validation/..., Testing/...                   the same

Ten listeners heard eight stories each, told live by four actors with two stories each; which actor tells which story
is not among the released files. Right after each story the listener watched the recording and followed the own
valence with a joystick. Stories are split as a whole: training 2, 4, 5 and 8, validation 1, testing 3, 6 and 7.

Two tracks use this split, and differ in what they average the concordance over. The *personalised* track averages
over the stories of each listener, for models that learn one person; the *generalised* track over the listeners of
each story, for models that learn how a story is felt by all. Both take variances divided by n.

Source: Barros et al. (2019), The OMG-Empathy dataset, ACII, 311-317, doi:10.1109/ACII.2019.8925530; the challenge's
repository knowledgetechnologyuhh/OMGEmpathyChallenge (README.md, calculateCCC.py); the numbers of the split are those
that participants' code lists for the folders.
"""

from __future__ import annotations

NAME = r"Subject_(\d+)_Story_(\d+)\.csv"
COLUMN = "valence"
RATE = 25.0
LOW, HIGH = -1.0, 1.0
LISTENERS, STORIES = 10, 8
SPLITS = {"Training": (2, 4, 5, 8), "Validation": (1,), "Testing": (3, 6, 7)}
"""Folders, and the stories in them."""
ANNOTATIONS = "Annotations"
SCALE = "valence"
