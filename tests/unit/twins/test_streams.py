"""Named streams of random numbers."""

from affectflow.twins.seeds import stream


def first(*names):
    return stream(*names).random()


def test_a_name_has_one_stream():
    assert first(1, "voice", 3) == first(1, "voice", 3)


def test_seeds_names_and_numbers_have_streams_of_their_own():
    names = [(1,), (2,), (1, "voice"), (1, "face"), (1, "voice", 0), (1, "voice", 1), (1, "voice", 0, 1)]
    assert len({first(*name) for name in names}) == len(names)
