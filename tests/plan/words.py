"""The words of the three talks and the plans, by where they may go. Invented, every one."""

from __future__ import annotations

from voicebox.exports.sharing import Audience

# -- what Amira said ------------------------------------------------------------------------------
DOG = "my dog Bruno sleeps on my feet at nan's 🐕‍🦺 fy nghi bach ŵ"
HOPE_SOON = "to read a whole book, all on my own"
HOPE_FAR = "a vet for very small dogs"
HARD = "reading out loud, when <everyone> looks & waits"
HELPS = "Mr Shah reads the first line with me\nthen I do *the next*"
STOP = "I pull my hood up"
SIGNED = "a quiet corner when the bell goes"
POLISH = "kiedy jest cicho i mogę przytulić źrebię; żółte łóżko, gęś"
TO_ME = "reading under the covers with my torch"
FIRST_TRY = "two pages of the dog book each day"
LADDER_SAID = "=the hard words are the long ones"
SPRING_SAID = "I could not do it without Mr Shah then"
REVIEWED = "the timer made me rush, the dog book did not"
LIKED = "it was good when we read outside"

# -- what the family, an adult and others said -----------------------------------------------------
MUM_HOPE = "I hope she has one friend who waits for her"
FOR_ME = "enough sleep before a school day"
URDU = "اُسے رات کو کہانیاں سُننا بہت پسند ہے، خاص طور پر جانوروں کی"
ARABIC = "تحبّ أن تجلس قرب النافذة، وأن تسمع صوت المطر."
UKRAINIAN = "Вона завжди чекає на мене біля ґанку й ділиться яблуком"
ADMIRED = "She waits for her friends."
WORKS = "A picture of the day on her desk. She moves the peg herself."
SEEN = "She put both hands over her ears when the bell rang."
READING = "I think the bell matters more than the reading."

# -- what never leaves -----------------------------------------------------------------------------
KEPT_BACK = "when the bell shouts at me I cry"
NOTE_ON_KEPT_BACK = "She looked at the door while she told me."
UNDECIDED = "I might want to move to a yellow house"
WITHDRAWN = "I want to stop going to the Blue Room"
"""She gave it to everyone, and after the talk she took it back."""
WORRY = "He said he would hurt her again."
BINNED = "She is as quiet as a mouse."
"""Shown to her, and she put it in the bin: in the JSON record alone."""
FOR_FAMILY = "my bunk bed is too high"
FOR_SCHOOL = "I want to sit with Zofia at lunch"
FOR_MEETING = "please nobody look at me when I come in"

# -- what staff wrote ------------------------------------------------------------------------------
NEED_1 = "Reading aloud: she decodes well and stops when others watch."
NEED_2 = "Sudden loud sounds hurt."
OUTCOME_1 = "Amira reads four pages of a book of her choice aloud to one friend."
SO_THAT_1 = "so that she can finish a whole book on her own"
OUTCOME_2 = "Amira goes to a quiet place before the bell and comes back within five minutes."
SO_THAT_2 = "so that she can eat lunch with her friends"
PROVISION_1 = "Paired reading of the dog book"
PROVISION_2 = "A list of long words, met before the lesson"
PROVISION_3 = "A quiet place card, and a warning before the bell"
SPRING_OUTCOME = "Amira reads one page aloud to Mr Shah."
SPRING_PROVISION = "Reading with a timer"

EVERYWHERE = (
    *(DOG, HOPE_SOON, HOPE_FAR, HARD, HELPS, STOP, SIGNED, POLISH, TO_ME, FIRST_TRY, LADDER_SAID),
    *(MUM_HOPE, FOR_ME, URDU, ARABIC, UKRAINIAN, ADMIRED, WORKS, SEEN, READING),
    *(NEED_1, NEED_2, OUTCOME_1, SO_THAT_1, OUTCOME_2, SO_THAT_2),
    *(PROVISION_1, PROVISION_2, PROVISION_3, REVIEWED, LIKED),
)
"""May go to every audience; of the present cycle. A document need not take them all."""
EARLIER = (SPRING_SAID, SPRING_OUTCOME, SPRING_PROVISION)
"""May go to every audience, and belong to the cycle before."""
NOWHERE = (KEPT_BACK, NOTE_ON_KEPT_BACK, UNDECIDED, WITHDRAWN, WORRY)
READINGS = (SEEN, READING)
"""Never in quotation marks."""
BY_CIRCLE = {
    Audience.PLAN: (FOR_SCHOOL,),
    Audience.FAMILY: (FOR_FAMILY,),
    Audience.MEETING: (FOR_MEETING,),
    Audience.CHILD: (FOR_SCHOOL, FOR_FAMILY, FOR_MEETING),
}


def not_for(audience: Audience) -> tuple[str, ...]:
    """The words that may not be in a document for this audience (those in the bin are apart)."""
    given = set(BY_CIRCLE[audience])
    others = {words for circle in BY_CIRCLE.values() for words in circle} - given
    return (*NOWHERE, *sorted(others))
