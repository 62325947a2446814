"""Fifty short sentences in each language that packs are written in, for measuring the voice."""

from __future__ import annotations

_FRAMES: dict[str, tuple[str, ...]] = {
    "en": (
        "{}.",
        "Do you like this: {}?",
        "Think of a good day. Is there {} in it?",
        "{}, or something else?",
        "You said: \u201c{}\u201d. Is that right?",
    ),
    "cy": (
        "{}.",
        "Wyt ti'n hoffi hyn: {}?",
        "Meddylia am ddiwrnod da. Oes {} ynddo?",
        "{}, neu rywbeth arall?",
        "Dywedaist ti: \u201c{}\u201d. Ydy hynny'n iawn?",
    ),
    "pl": (
        "{}.",
        "Czy to lubisz: {}?",
        "Pomyśl o dobrym dniu. Co w nim jest? {}?",
        "{} czy coś innego?",
        "Mówisz: \u201e{}\u201d. Czy tak?",
    ),
    "uk": (
        "{}.",
        "Тобі це подобається: {}?",
        "Подумай про гарний день. Що в ньому є? {}?",
        "{} чи щось інше?",
        "Ти кажеш: \u00ab{}\u00bb. Це так?",
    ),
    "ur": (
        "{}۔",
        "کیا تمہیں یہ پسند ہے: {}؟",
        "ایک اچھے دن کے بارے میں سوچو۔ کیا اس میں {} ہے؟",
        "{}، یا کچھ اور؟",
        "تم نے کہا: \u201c{}\u201d۔ کیا یہ ٹھیک ہے؟",
    ),
    "ar": (
        "{}.",
        "هل تحب هذا: {}؟",
        "فكر في يوم جيد. هل فيه {}؟",
        "{}، أم شيء آخر؟",
        "قلت: \u00ab{}\u00bb. هل هذا صحيح؟",
    ),
}
_THINGS: dict[str, str] = {
    "en": "music|my dog|the dinner hall|a quiet place|drawing|maths|my nan's house"
    "|ear defenders|a well-known song|25 friends",
    "cy": "cerddoriaeth|fy nghi|y neuadd ginio|lle tawel|tynnu llun|mathemateg|tŷ Nain"
    "|llwy bren|fy ffrindiau i|ŵyn bach",
    "pl": "muzyka|mój pies|stołówka|ciche miejsce|rysowanie|matematyka|dom babci"
    "|słuchawki|książka o źrebięciu|25 kolegów",
    "uk": "музика|мій пес|їдальня|тихе місце|малювання|математика|бабусин дім"
    "|навушники|моє подвір'я|ґудзики",
    "ur": "موسیقی|میرا کتا|کھانے کا کمرہ|پرسکون جگہ|ڈرائنگ|ریاضی"
    "|نانی کا گھر|کتابیں|میرے دوست|بڑا باغ",
    "ar": "الموسيقى|كلبي|قاعة الطعام|مكان هادئ|الرسم|الرياضيات"
    "|بيت جدتي|كِتَابٌ جَدِيدٌ|أصدقائي|لعبة كبيرة",
}
LANGUAGES = tuple(_FRAMES)


def sentences(language: str) -> list[str]:
    """The fifty of one language; those with the same thing in them stand together."""
    return [
        _capital(frame.format(thing))
        for thing in _THINGS[language].split("|")
        for frame in _FRAMES[language]
    ]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
