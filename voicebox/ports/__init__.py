"""What the core asks of the world: Protocols and the plain values that cross them.

Adapters (`store`, `speech`, `symbols`) implement these; front ends and the runner know only these.
"""

from __future__ import annotations

from voicebox.ports.account import Account, Act, Noted
from voicebox.ports.house import Begin, Clock, House, PackLanguage, PackShelf
from voicebox.ports.keeping import Keeping
from voicebox.ports.own import (
    Board,
    BoardButton,
    BoardPage,
    BoardPicture,
    Licence,
    OwnBoard,
    OwnPicture,
    Picture,
)
from voicebox.ports.pictures import TONES, Mosaic, Run, SymbolCard, SymbolSource, Tone
from voicebox.ports.preferences import CardsPerScreen, PictureWay, Preferences, Retention, Theme
from voicebox.ports.store import Store
from voicebox.ports.talks import Concern, EventDraft, Pupil, StoredEvent, TalkHeader, TalkSummary
from voicebox.ports.voice import (
    Speaker,
    SpeechEvent,
    Utterance,
    UtteranceEnded,
    VoiceLost,
    VoiceReady,
    WordSpoken,
)

__all__ = [
    "TONES",
    "Account",
    "Act",
    "Begin",
    "Board",
    "BoardButton",
    "BoardPage",
    "BoardPicture",
    "CardsPerScreen",
    "Clock",
    "Concern",
    "EventDraft",
    "House",
    "Keeping",
    "Licence",
    "Mosaic",
    "Noted",
    "OwnBoard",
    "OwnPicture",
    "PackLanguage",
    "PackShelf",
    "Picture",
    "PictureWay",
    "Preferences",
    "Pupil",
    "Retention",
    "Run",
    "Speaker",
    "SpeechEvent",
    "Store",
    "StoredEvent",
    "SymbolCard",
    "SymbolSource",
    "TalkHeader",
    "TalkSummary",
    "Theme",
    "Tone",
    "Utterance",
    "UtteranceEnded",
    "VoiceLost",
    "VoiceReady",
    "WordSpoken",
]
