"""Checks of how a child is asked: practice rules 18, 19 and 24, as far as words can show them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from voicebox.authoring.findings import FOR_CHILDREN, Found, Severity
from voicebox.authoring.lines import Ear, Line, Part, lines
from voicebox.authoring.reading import sentences
from voicebox.prompts.models import Audience, Pack, ScalePrompt, Sort, TellYou, blanks
from voicebox.prompts.places import boards

MOST_CARDS_AT_FIVE = 6
MOST_MINUTES_AT_FIVE = 5
SITTING = 10
"""Minutes that a child talks at a time."""
MOST_IN_SECTION = 8
"""Prompts, follow-ups left out, that fit into a sitting: a talk can only stop between sections."""

_AUX = (
    r"(?:do|does|did|is|are|was|were|am|has|have|had|can|could|will|would|should|must|might|may"
    r"|don|doesn|didn|isn|aren|wasn|weren|hasn|haven|hadn|couldn|won|wouldn|shouldn|ca|mustn|ain)"
)
_LIKING = {
    "en": re.compile(
        r"\b(?:dis)?(?:like|likes|liked|love|loves|enjoy|hate|hates|mind|kind|nice|good|fair|fun|best"
        r"|better|helps?|helped|helping|helpful|happy|safe|trust|feel|think of|think about)\b",
        re.IGNORECASE,
    )
}
_WHY = {"en": re.compile(r"\b(?:why|how come)\b", re.IGNORECASE)}
_TAG = {
    "en": re.compile(
        rf",\s*(?:{_AUX}(?:['’]?t)?\s+(?:you|he|she|it|they|we|I|there|this|that)(?:\s+not)?"
        r"|right|yes|no|ok|okay|eh|yeah|hey|true|correct)\s*\?",
        re.IGNORECASE,
    )
}
_PRAISE = {
    "en": re.compile(
        r"\b(?:well done|proud of you|good (?:job|work|girl|boy|one|try|answer|talking|for you)"
        r"|(?:great|nice|lovely|super) (?:job|work|answer|idea|one|talking)|clever|brilliant"
        r"|amazing|fantastic|excellent|awesome|you did (?:so )?well)\b"
        r"|^(?:good|great|lovely|super|nice|perfect|wow|yay|hooray|wonderful)\b\W*$",
        re.IGNORECASE,
    )
}
_ASSUMES = {
    "en": re.compile(
        r"\bhow (?:happy|sad|much do you (?:like|love|hate)|good|bad)\b", re.IGNORECASE
    )
}
_QUOTA = {
    "en": re.compile(
        r"\b(?:tell|name|give|write|list|say|think of|find|pick)\b.{0,20}\b(?:two|three|four|five"
        r"|[2-9]) (?:\w+ )?(?:things|words|ways|reasons)\b",
        re.IGNORECASE,
    )
}


def check_asking(pack: Pack) -> Iterator[Found]:
    """What children should not be asked, or not so, or not so much of, in `pack`."""
    if pack.audience not in FOR_CHILDREN:
        return
    language = pack.language.split("-")[0]
    for line in lines(pack):
        if line.ear is Ear.ASKED:
            yield from _about_who_is_there(line, language)
            if line.part is Part.SAID:
                yield from _as_written(line, language)
    yield from _short_enough(pack)


def _about_who_is_there(line: Line, language: str) -> Iterator[Found]:
    """Rule 18: no one asks about their own help, so no question of liking names the adult."""
    if "adult" not in blanks(line.words) or isinstance(line.prompt, TellYou) or not line.prompt:
        return
    liking = _LIKING.get(language)
    judged = isinstance(line.prompt, Sort | ScalePrompt)
    if judged or (liking is not None and _asks(line) and liking.search(line.words)):
        yield Found(
            line.path,
            Severity.ERROR,
            "own-help",
            f"`{line.prompt.id}` asks a child about {{adult}}, who sits beside them (rule 18).",
            "Ask about people in general, or let another adult ask: take {adult} out.",
        )


def _asks(line: Line) -> bool:
    return line.part is Part.CARD or "?" in line.words


def _as_written(line: Line, language: str) -> Iterator[Found]:
    """Rule 19, and what is never to be written: nothing that blames, leads, praises or counts."""
    for sentence in sentences(line.words):
        asks = sentence.rstrip("\"'”’)").endswith("?")
        is_said = asks or not isinstance(line.prompt, TellYou)
        if is_said and _meets(_WHY, language, sentence):
            yield _flaw(line, "why", sentence, "asks why, which sounds like blame", _ASK_WHAT)
        if _meets(_TAG, language, sentence):
            yield _flaw(line, "tag-question", sentence, "leads to an answer", _TAKE_OFF)
        if not asks and _meets(_PRAISE, language, sentence):
            yield _flaw(line, "praise", sentence, "praises an answer", _THANK)
        if asks and _meets(_ASSUMES, language, sentence):
            yield _flaw(line, "assumes", sentence, "takes a feeling as given", _OPENLY)
        if _meets(_QUOTA, language, sentence):
            yield _flaw(line, "quota", sentence, "wants a number of answers", _NO_NUMBER)


_ASK_WHAT = "Ask what happens, what it is like, or what helps."
_TAKE_OFF = "Take the end of the question off, and ask it openly."
_THANK = 'Say "Thank you", or nothing.'
_OPENLY = "Ask openly: what is it like?"
_NO_NUMBER = "Ask without a number: a blank should not feel like failing."


def _meets(table: dict[str, re.Pattern[str]], language: str, sentence: str) -> bool:
    found = table.get(language)
    return found is not None and found.search(sentence) is not None


def _flaw(line: Line, rule: str, sentence: str, does: str, mend: str) -> Found:
    shown = sentence if len(sentence) <= 80 else f"{sentence[:79]}…"
    return Found(line.path, Severity.ERROR, rule, f'"{shown}" {does} (rule 19).', mend)


def _short_enough(pack: Pack) -> Iterator[Found]:
    """Rule 24: at four and five six cards and five minutes; then sittings of ten minutes."""
    ages = [int(age) for age in re.findall(r"\d+", pack.ages)]
    if pack.audience is not Audience.CHILD:
        return
    if ages and ages[0] <= 5:
        yield from _few_cards(pack)
    most = MOST_MINUTES_AT_FIVE if ages and ages[-1] <= 5 else SITTING
    if pack.minutes > most:
        yield Found(
            ("minutes",),
            Severity.WARNING,
            "long-sitting",
            f"{pack.minutes} minutes are long at this age; {most} are enough (rule 24).",
            "Take prompts out, or make two packs of it.",
        )
    for at, section in enumerate(pack.sections):
        if len(section.prompts) > MOST_IN_SECTION:
            yield Found(
                ("sections", at),
                Severity.ADVICE,
                "long-section",
                f"`{section.id}` has {len(section.prompts)} prompts before a place to stop "
                "(rule 24).",
                "Make two sections of it: a talk can stop between sections.",
            )


def _few_cards(pack: Pack) -> Iterator[Found]:
    for path, board in boards(pack):
        if len(board) > MOST_CARDS_AT_FIVE and path[0] == "sections":
            yield Found(
                path,
                Severity.WARNING,
                "many-cards",
                f"{len(board)} cards are many at four or five; {MOST_CARDS_AT_FIVE} are enough "
                "(rule 24).",
                "Keep those that matter most.",
            )
