"""Short words: which acronyms stand in what goes out, what they mean, and which nobody explains.

N 3.1 asks that any acronym in a plan be explained. Those of the sources, and a few more that every
school uses, are known here; others are named, so that whoever hands the plan on can say them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from voicebox.exports.page import Block, Facts, Listed, Section, Small, Table, Words, text

MEANINGS: dict[str, str] = {
    "ADHD": "attention deficit hyperactivity disorder",
    "AAC": "augmentative and alternative communication: pictures, signs, a device that speaks",
    "APDR": "assess, plan, do, review: the four parts of a cycle of support",
    "ASD": "autism spectrum disorder",
    "ASC": "autism spectrum condition",
    "CAMHS": "child and adolescent mental health services",
    "CYP": "child or young person",
    "EAL": "English as an additional language",
    "EHC": "education, health and care",
    "EHCNA": "education, health and care needs assessment",
    "EHCP": "education, health and care plan",
    "ELSA": "emotional literacy support assistant",
    "EP": "educational psychologist",
    "EYFS": "early years foundation stage",
    "FSM": "free school meals",
    "HLTA": "higher level teaching assistant",
    "IEP": "individual education plan",
    "ILP": "individual learning plan",
    "INDES": "Identification of Needs Descriptors in Educational Settings (Norfolk)",
    "KS1": "key stage 1: years 1 and 2",
    "KS2": "key stage 2: years 3 to 6",
    "KS3": "key stage 3: years 7 to 9",
    "KS4": "key stage 4: years 10 and 11",
    "LA": "local authority: the council",
    "LSA": "learning support assistant",
    "LSP": "learning support plan",
    "NHS": "National Health Service",
    "OT": "occupational therapist",
    "PE": "physical education",
    "PEP": "personal education plan",
    "PEaSS": "Provision Expected at SEN Support (Norfolk)",
    "PP": "pupil premium",
    "PSHE": "personal, social, health and economic education",
    "PSP": "personalised support plan",
    "RE": "religious education",
    "SALT": "speech and language therapist",
    "SaLT": "speech and language therapist",
    "SEMH": "social, emotional and mental health",
    "SEN": "special educational needs",
    "SENCO": "special educational needs co-ordinator",
    "SENCo": "special educational needs co-ordinator",
    "SEND": "special educational needs and disabilities",
    "SENDCO": "special educational needs and disabilities co-ordinator",
    "SENDCo": "special educational needs and disabilities co-ordinator",
    "SLT": "senior leadership team, or speech and language therapist: ask which",
    "SMART": "specific, measurable, achievable, realistic and time-bound",
    "SSP": "SEN support plan",
    "TA": "teaching assistant",
    "THRIVE": "an approach to social and emotional development",
    "WellComm": "a check of how speech and language grow in young children",
}
"""What each known short word means, as it is written."""

_EVERYDAY = frozenset(
    (
        *("OK", "TV", "UK", "EU", "USA", "AM", "PM", "DVD", "CD", "PC", "IT", "ID", "BBC", "CBBC"),
        *("PJ", "PJS", "PS4", "PS5", "UFO", "FA", "WWE", "LEGO", "DIY", "RIP"),
        *("NO", "YES", "NOT", "NEVER", "STOP", "HELP", "GO", "ME", "MY", "MUM", "DAD", "WOW"),
        *("HATE", "LOVE", "REALLY", "VERY", "ALL", "ALONE", "LOUD", "BIG", "SO", "MORE", "PLEASE"),
    )
)
"""What needs no explaining: what everybody says, and single words that a child may shout."""
_SHORT = re.compile(r"(?<![\w’'@/.#])(?=[\w]*[A-Z][\w]*[A-Z])[A-Za-z][A-Za-z0-9]+(?![\w@/])")
_MIXED = frozenset(word for word in MEANINGS if not word.isupper())


@dataclass(frozen=True, slots=True)
class Acronyms:
    """What was found in some words, in the order in which it stands there; each once."""

    explained: tuple[tuple[str, str], ...] = ()
    """Short words and what they mean."""
    unknown: tuple[str, ...] = ()
    """Short words that nobody has explained here."""


def acronyms(words: Iterable[str]) -> Acronyms:
    """The acronyms in texts that go out.

    A word is one if it is of capitals (digits may follow), or is known in another spelling. A text
    mostly in capitals is loud and no row of acronyms: there only known ones count, and of those
    only the ones that no shouted word could be.
    """
    explained: dict[str, str] = {}
    unknown: dict[str, None] = {}
    for each in words:
        for word in _found(each):
            singular = word[:-1] if word.endswith("s") and word[:-1] in MEANINGS else word
            if singular in MEANINGS:
                explained.setdefault(singular, MEANINGS[singular])
            elif word.isupper() and word not in _EVERYDAY:
                unknown[word] = None
    return Acronyms(tuple(explained.items()), tuple(unknown))


def _found(words: str) -> list[str]:
    """Words of two capitals or more; none where the whole is shouted."""
    found = _SHORT.findall(words)
    letters = [each for each in words if each.isalpha()]
    shouted = len(letters) > 12 and sum(each.isupper() for each in letters) > len(letters) * 0.6
    return [word for word in found if word in _MIXED] if shouted else found


def acronym_page(blocks: Iterable[Block]) -> Iterator[Block]:
    """What a page adds at its foot: short words explained, and those that nobody has explained."""
    found = acronyms(words for block in blocks for words in _texts(block))
    if found.explained or found.unknown:
        yield Section(text("Short words"))
    if found.explained:
        yield Listed(tuple(text(f"{word}: {means}") for word, means in found.explained))
    if found.unknown:
        yield Small(text(f"Not explained here, so please say what it means: {_all(found)}"))


def _all(found: Acronyms) -> str:
    return ", ".join(found.unknown)


def _texts(block: Block) -> Iterator[str]:
    """Every stretch of text that a block prints; ids and codes among the facts are no words."""
    match block:
        case Words(words=words, before=before):
            yield words
            yield from (run.text for run in before)
        case Table(rows):
            for name, cell in rows:
                yield name
                yield from (words.words for words in cell)
        case Facts():
            return
        case Listed(lines):
            yield from (run.text for line in lines for run in line)
        case _:
            yield from (run.text for run in getattr(block, "line", ()))
