from mtqa.training.confusions import confusions


def one(reference, output):
    return confusions([(reference, output)])


def test_one_or_two_words_between_equal_ones():
    assert one("He missed the chance to shout.", "He hesitated the chance to shout.") == {
        "missed": ["hesitated"]
    }
    assert one("The prime minister left early", "The first leader left early") == {
        "prime minister": ["first leader"]
    }


def test_what_is_no_confusion():
    assert one("He left the room.", "He left the room.") == {}
    assert one("One report said so", "One reporter said so") == {}  # a form of the same word
    assert one("It is in 1999 again", "It is in 2001 again") == {}  # figures
    assert one("He is at home now", "He is to home now") == {}  # small words
    assert one("Ministers left early", "Teachers left early") == {}  # nothing agrees before it
    assert one("They long admired all the old towns", "They never the big red towns") == {}


def test_every_use_counts():
    pair = ("They found poison in it", "They found addiction in it")
    assert confusions([pair, pair]) == {"poison": ["addiction", "addiction"]}
