"""Syllables of 200 words as they are said, chosen by hand: everyday words, then awkward ones."""

from __future__ import annotations

import pytest

from voicebox.authoring.syllables import syllables

SAID = {
    1: "a the home change whole care makes helped called wished rules school friend through bus "
    "pets noise nose tea they're don't won't scared played asked stopped cheese two bathe "
    "tongue clothes league",
    2: "pupil grown-up noisy playing people table little bottle wanted needed horses boxes "
    "washes player someone something hopeful useful mainly going being doing seeing quiet lion "
    "giant science trial poem riot diet today music toilet breakfast rainbow reading writing "
    "drawing teacher children parent football playtime picture answer Mrs Mr OK TV PE real-life "
    "homework weekend Tomos sometimes somewhere careless lonely safely statement movement "
    "tired's sorting tickle apple eagle couple wobble cuddle sandwich station nation million",
    3: "family animal important together another remember everyone anyone idea area video radio "
    "banana elephant holiday tomorrow yesterday hospital computer dinosaur favourite October "
    "potato piano usual tomato library museum underneath butterfly medicine however beautiful "
    "wonderful exciting happening disappear unhappy understand musical syllable horrible "
    "terrible possible SEN EHC stadium theatre realise creator easily nobody",
    4: "information education especially community television January February activity "
    "experience difficulty independent caterpillar motorcycle supermarket impossible "
    "comfortable society emergency temperature operation anybody appreciate kindergarten "
    "EHCP APDR alligator geography dictionary",
    5: "university communication examination organisation imagination opportunity electricity "
    "congratulations refrigerator personality association",
    6: "responsibility availability enthusiastically",
}
ALL = [(word, count) for count, row in SAID.items() for word in row.split()]


def test_two_hundred_words_are_counted_as_they_are_said() -> None:
    assert len(ALL) >= 200
    wrong = {word: (syllables(word), count) for word, count in ALL if syllables(word) != count}
    assert wrong == {}


@pytest.mark.parametrize(("word", "count"), [("", 1), ("7", 1), ("’", 1), ("WWW", 9), ("é", 1)])
def test_what_is_no_plain_word_still_counts(word: str, count: int) -> None:
    assert syllables(word) == count
