"""What the core asks of the world: Protocols and the plain values that cross them.

Adapters (`store`, `speech`, `symbols`) implement these; front ends and the runner know only these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from voicebox.bidi.screen import Wish
    from voicebox.prompts.models import Pack

# -- store -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil as the store knows them. Two pupils may share a name; ids never repeat."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class TalkHeader:
    """What is fixed about a talk from its first moment."""

    id: str
    pupil: Pupil
    with_: str
    """The adult beside the child; may be empty."""
    pack: str
    pack_version: str
    pack_digest: str
    """SHA-256 of the pack as it was when the talk began; `Store.pack` gives it back."""
    language: str
    seed: int
    started: datetime


@dataclass(frozen=True, slots=True)
class TalkSummary:
    """One line of a list of talks; never made by folding a whole talk."""

    header: TalkHeader
    state: str
    ended: datetime | None
    events: int
    """How many events the talk holds: the seq of its last one."""


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event about to be appended. The caller makes the id, so a retry is harmless."""

    id: str
    type: str
    at: datetime
    body: str
    """Canonical JSON of the event."""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as committed: its place in the talk, and the hash that chains it to the last."""

    talk: str
    seq: int
    id: str
    type: str
    at: datetime
    body: str
    prev_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Concern:
    """A worry about a child's safety: apart from every talk, plan, export and search (rule 14)."""

    id: str
    pupil: Pupil
    talk: str
    words: str
    by: str
    at: datetime
    about_staff: bool
    passed_on_at: datetime | None = None
    passed_on_to: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture from a person's own file: checked, upright, without metadata, re-encoded as PNG."""

    digest: str
    """SHA-256 of `png`."""
    png: bytes
    width: int
    height: int
    name: str
    """The file's own name, for the adult; never a path."""


@dataclass(frozen=True, slots=True)
class OwnPicture:
    """A picture that is a pupil's own: `Store.picture(digest)` gives it, `word` stands under it."""

    id: str
    word: str
    alt: str
    """Describes the picture; may be empty."""
    digest: str


@dataclass(frozen=True, slots=True)
class Licence:
    """On what terms a board or a picture was given, as its file says; any part may be empty."""

    kind: str
    """As `CC BY-SA 4.0` or `private`."""
    author: str
    url: str
    """Text to be shown; nothing here follows it."""


@dataclass(frozen=True, slots=True)
class BoardButton:
    """A place on a board that can be picked; `label` or `picture` is there, or both."""

    id: str
    label: str
    spoken: str
    """The words to be said; those of the label, where the board gives no others."""
    picture: str | None = None
    """A digest: `Store.picture` gives the picture."""
    background: int | None = None
    """0xRRGGBB; None: the screen's own."""
    border: int | None = None
    opens: str | None = None
    """The id of the page that it leads to."""


@dataclass(frozen=True, slots=True)
class BoardPage:
    """One grid of buttons. All rows are of one length, and None is an empty place."""

    id: str
    name: str
    locale: str
    """As `en-GB`; may be empty."""
    rows: tuple[tuple[BoardButton | None, ...], ...]
    licence: Licence | None = None


@dataclass(frozen=True, slots=True)
class BoardPicture:
    """A picture of a board, and on what terms it came."""

    digest: str
    licence: Licence | None


@dataclass(frozen=True, slots=True)
class Board:
    """A board that a person brought: its pages, the one it begins with first."""

    name: str
    locale: str
    pages: tuple[BoardPage, ...]
    pictures: tuple[BoardPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnBoard:
    """A board that is a pupil's own."""

    id: str
    board: Board
    source: str
    """The name of the file that it came in; never a path."""


Act = Literal[
    "begun",
    "carried-on",
    "finished",
    "stopped",
    "shared",
    "exported",
    "locked",
    "unlocked",
    "unlocked-for-good",
    "passphrase-changed",
    "recovery-made",
    "backed-up",
    "restored",
    "sent",
    "received",
    "access-given",
    "forgotten",
    "pin-changed",
    "concern-kept",
    "concern-signed",
]
"""What the account of who did what tells of."""


@dataclass(frozen=True, slots=True)
class Noted:
    """One line of the account of who did what. It holds no word of any answer."""

    seq: int
    """Its place in the account, from 1."""
    at: datetime
    login: str
    """The name of this computer's user."""
    adult: str
    """The adult, as the settings or the talk name them; may be empty."""
    act: str
    pupil: str
    """The pupil's id; empty where it is about none, and for a worry (rule 14)."""
    talk: str
    facts: Mapping[str, str | int]
    """Counts and names of the program's own, such as `format: docx`."""


@dataclass(frozen=True, slots=True)
class Account:
    """The account of who did what, newest first."""

    lines: tuple[Noted, ...]
    broken_at: int | None = None
    """The seq at which the chain of all lines breaks; None where it is whole."""


class Store(Protocol):
    """Talks, kept. Every method raises a `StoreError` and changes nothing when it cannot finish."""

    def pupils(self) -> list[Pupil]:
        """All pupils, by name then id."""

    def add_pupil(self, name: str) -> Pupil:
        """A new pupil, even where another has the same name."""

    def open_talk(
        self, header: TalkHeader, pack_json: str, first: Sequence[EventDraft], *, state: str
    ) -> list[StoredEvent]:
        """Begin a talk: its header, its pack and its first events, in one transaction."""

    def append(
        self,
        talk: str,
        after_seq: int,
        drafts: Sequence[EventDraft],
        *,
        state: str,
        ended: datetime | None,
        picture: Picture | None = None,
    ) -> list[StoredEvent]:
        """Commit events as seq `after_seq + 1` and on, with the talk's new state, all or none.

        Appending the same drafts again (by id) gives the rows already committed.

        Raises:
            Conflict: another window has written past `after_seq`.
        """

    def events(self, talk: str) -> list[StoredEvent]:
        """All events of a talk by seq, after the hash chain has been checked.

        Raises:
            NotFound: there is no such talk.
            StoreDamaged: the chain is broken.
        """

    def talk(self, talk: str) -> TalkSummary:
        """One talk by its id.

        Raises:
            NotFound: there is no such talk.
        """

    def talks(self, *, pupil: str | None = None, limit: int | None = None) -> list[TalkSummary]:
        """Talks, newest first; of one pupil where `pupil` is a pupil's id."""

    def spoke(self, speaker: str, talks: Sequence[str]) -> set[str]:
        """The talks of these (by id) in which the speaker's own words are among the answers.

        Args:
            speaker: as `views.Speaker` has it. Readings and observations are no one's own words.
            talks: ids; the events are not checked, since nothing is read out of them.
        """

    def answers_feeding(self, feed: str, talks: Sequence[str]) -> list[StoredEvent]:
        """The newest answer of each of these talks that feeds this field of a plan; no notes."""

    def pack(self, digest: str) -> str:
        """The JSON of a pack as it was when a talk with it began.

        Raises:
            NotFound: no talk was begun with such a pack.
        """

    def picture(self, digest: str) -> Picture:
        """A picture kept with an answer, or as a pupil's own, or for a board.

        Raises:
            NotFound: there is no such picture.
        """

    def preferences_of(self, pupil: str) -> dict[str, object]:
        """How the pupil of this id likes screen and voice; empty, where nothing was kept."""

    def keep_preferences(self, pupil: str, preferences: Mapping[str, object]) -> None:
        """Keep what `preferences_of` will give, in the place of all that was kept before.

        Raises:
            NotFound: there is no such pupil.
            StoreError: a value is of a kind that JSON does not have.
        """

    def own_pictures(self, pupil: str) -> list[OwnPicture]:
        """The pictures of a pupil's own, by word."""

    def add_own_picture(self, pupil: str, word: str, alt: str, picture: Picture) -> OwnPicture:
        """Keep a picture as a pupil's own, for a word of theirs.

        Raises:
            NotFound: there is no such pupil.
            StoreError: the word is empty or too long, or the pupil has a picture for it.
        """

    def remove_own_picture(self, pupil: str, picture: str) -> None:
        """Let go of a pupil's own picture (by `OwnPicture.id`); what a talk holds of it stays.

        Raises:
            NotFound: the pupil has no such picture.
        """

    def boards(self, pupil: str) -> list[OwnBoard]:
        """The boards of a pupil's own, the oldest first."""

    def add_board(
        self, pupil: str, board: Board, pictures: Sequence[Picture] = (), *, source: str = ""
    ) -> OwnBoard:
        """Keep a board as a pupil's own, with its pictures.

        Args:
            pupil: the pupil's id.
            board: what was read; `pictures` holds every picture that it names.
            pictures: the pictures themselves.
            source: the name of the file it came in.

        Raises:
            NotFound: there is no such pupil.
            StoreError: the board names a picture that is not among `pictures`.
        """

    def remove_board(self, pupil: str, board: str) -> None:
        """Let go of a pupil's own board (by `OwnBoard.id`) and of its pictures.

        Raises:
            NotFound: the pupil has no such board.
        """

    def add_concern(self, concern: Concern) -> None:
        """Keep a worry, apart from the talk."""

    def concerns(self, *, open_only: bool = True) -> list[Concern]:
        """Worries, newest first; by default those that nobody has signed as passed on."""

    def pass_on_concern(self, concern: str, *, to: str, at: datetime) -> None:
        """Sign that the safeguarding lead has it.

        Raises:
            NotFound: there is no such concern.
        """

    def note(
        self,
        act: Act,
        *,
        pupil: str = "",
        talk: str = "",
        by: str = "",
        facts: Mapping[str, str | int] | None = None,
    ) -> None:
        """Add a line to the account of who did what.

        A talk's own life, a change of sharing and the worries are noted by the store itself.

        Args:
            act: what was done.
            pupil: the id of the pupil it is about; never a name.
            talk: the id of the talk it is about.
            by: the adult; empty: as the settings name them.
            facts: counts, and names of the program's own: small letters, digits, `.` and `-`.

        Raises:
            ValueError: a fact could hold a person's words.
        """

    def account(self, *, pupil: str | None = None, limit: int | None = None) -> Account:
        """The account, newest first, of all or of one pupil (by id); the whole chain is checked."""

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it."""


# -- symbols -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SymbolCard:
    """A concept and how it is named: `word` stands under the picture, `alt` describes it."""

    id: str
    word: str
    alt: str


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring cells of one line in the same two colours (0xRRGGBB)."""

    text: str
    fg: int
    bg: int


@dataclass(frozen=True, slots=True)
class Mosaic:
    """A picture as terminal cells: `rows` lines, each exactly `columns` cells wide."""

    columns: int
    rows: int
    lines: tuple[tuple[Run, ...], ...]


Tone = Literal["light", "medium-light", "medium", "medium-dark", "dark"]
"""A skin tone that pictures of people come in; None stands for the yellow of no tone."""
TONES: tuple[Tone, ...] = ("light", "medium-light", "medium", "medium-dark", "dark")


class SymbolSource(Protocol):
    """Pictures by concept, and a person's own pictures."""

    def card(self, symbol: str) -> SymbolCard:
        """The words of a symbol.

        Raises:
            NotFound: there is no such symbol.
        """

    def svg(self, symbol: str) -> str:
        """The drawing of a symbol, for paper.

        Raises:
            NotFound: there is no such symbol.
        """

    def tones(self, symbol: str) -> tuple[Tone, ...]:
        """The skin tones that a picture of people comes in; none for other pictures.

        Raises:
            NotFound: there is no such symbol.
        """

    def mosaic(
        self, symbol: str, columns: int, background: int, *, tone: Tone | None = None
    ) -> Mosaic:
        """The picture in `columns` by `columns // 2` cells, on `background` (0xRRGGBB).

        Skin is painted in `tone`, where the picture comes in it.

        Raises:
            NotFound: there is no such symbol.
            SymbolError: its drawing cannot be rendered.
        """

    def picture_mosaic(self, picture: Picture, columns: int, background: int) -> Mosaic:
        """A person's own picture, fitted into `columns` by `columns // 2` cells."""

    def read_picture(self, path: Path) -> Picture:
        """Check and re-encode a PNG, JPEG or WebP file.

        Raises:
            PictureRefused: wrong type, over 4 megapixels, or damaged.
        """


# -- speech ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words to be spoken as one: `voice` is a voice's id, `rate` is in words a minute."""

    words: str
    voice: str = "gmw/en"
    rate: int = 125
    pitch: int = 50
    language: str = ""
    """A BCP 47 tag: another voice speaks where `voice` does not speak it. Empty: `voice` does."""


@dataclass(frozen=True, slots=True)
class VoiceReady:
    """The worker is up; `sound` is False where there is no device, and `message` says so."""

    sound: bool
    message: str = ""


@dataclass(frozen=True, slots=True)
class WordSpoken:
    """A word is being heard: `length` characters from `start` of the utterance's words."""

    utterance: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class UtteranceEnded:
    """The utterance ended, or was hushed (`completed` is False)."""

    utterance: int
    completed: bool


@dataclass(frozen=True, slots=True)
class VoiceLost:
    """The voice went away; `message` is one line. The next `say` tries again."""

    message: str


SpeechEvent = VoiceReady | WordSpoken | UtteranceEnded | VoiceLost


class Speaker(Protocol):
    """A voice. No method blocks or raises; what goes wrong arrives as a `VoiceLost` event."""

    def start(self, listener: Callable[[SpeechEvent], None]) -> None:
        """Begin, without waiting. `listener` is called from another thread."""

    def say(self, utterance: Utterance) -> int:
        """Speak, after hushing whatever is being said. Gives the utterance's number, from 1."""

    def hush(self) -> None:
        """Be silent at once."""

    def close(self) -> None:
        """Be silent and end the worker."""


# -- time --------------------------------------------------------------------------------------


class Clock(Protocol):
    """The time, and chance: the only two things that make two talks differ."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""

    def new_id(self) -> str:
        """An id that never repeats: 32 hexadecimal digits."""

    def new_seed(self) -> int:
        """A seed for the order of options, from 0 to 2**31 - 1."""


# -- what a front end is given -----------------------------------------------------------------

Theme = Literal["cream", "dark", "high-contrast", "calm"]
CardsPerScreen = Literal[2, 3, 5]
PictureWay = Literal["auto", "blocks", "sextants", "kitty", "sixel"]
"""How pictures are drawn; `auto`: as the terminal is known to draw them best."""


Retention = Literal["", "dob+25", "dob+31"]
"""A rule for how long records are kept. Nothing is ever taken out by it."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person may set. Kept in the settings file; every field has a value without it."""

    theme: Theme = "cream"
    speech: bool = True
    rate: int = 125
    """Words a minute, 80 to 450."""
    voice: str = "gmw/en"
    """An espeak-ng voice id."""
    options_aloud: bool = True
    """Are the words of the cards said after the question?"""
    adult: str = ""
    """The adult who sits beside the child, where no other is named."""
    cards: CardsPerScreen | None = None
    """How many cards stand on one screen; None: as many as the terminal has room for."""
    pictures: PictureWay = "auto"
    unchecked_translations: bool = False
    """Are translations offered that no native speaker has checked yet?"""
    right_to_left: Wish = "auto"
    """Who puts words that run from right to left in order; `auto`: as the terminal is known."""
    pin: str = ""
    """The adult's PIN, hashed and salted; empty: there is none."""
    lock_after: int = 0
    """Minutes of quiet after which a store with a passphrase locks itself; 0: never."""
    backup_every: int = 14
    """Days after which the adult is reminded to make a backup; 0: never."""
    retention: Retention = ""
    """When a pupil's record is due to be looked at: at 25, or at 31; empty: no rule was set."""


@dataclass(frozen=True, slots=True)
class Begin:
    """A talk to be started: as the command line named it."""

    pack: str = "my-voice"
    """A pack's name, or the path of its file."""
    pupil: str = ""
    """A name, or `NAME#2` for the second of that name; empty: the front end asks."""
    with_: str = ""
    """The adult beside the child; may be empty."""
    seed: int | None = None
    on_paper: bool = False
    """Is what was told on paper to be written in?"""
    language: str = ""
    """A language that the pack has a translation into; empty: the pack's own."""


@dataclass(frozen=True, slots=True)
class PackLanguage:
    """A language that a pack has a translation into."""

    tag: str
    """BCP 47: `pl`."""
    name: str
    """As its speakers name it: `polski`."""
    is_checked: bool
    """Has a native speaker checked it?"""


class PackShelf(Protocol):
    """The packs that can be talked through."""

    def names(self) -> list[str]:
        """The names of the packs, in order. A pack of the list may still be refused by `load`."""

    def load(self, name: str, language: str = "") -> Pack:
        """The pack of this name, or in the file of this path; in a language, if one is named.

        Raises:
            NotFound: there is none, or none in this language that may be offered.
            PackError: it cannot be used.
        """

    def languages(self, name: str) -> list[PackLanguage]:
        """The languages, beside its own, that this pack may be offered in.

        Raises:
            NotFound: there is no such pack.
        """


class Keeping(Protocol):
    """The locks and the backups of the store that a house gives. Every method may take a moment."""

    def has_passphrase(self) -> bool:
        """Was a passphrase set? Without one there is nothing to lock the store with."""

    def is_locked(self) -> bool:
        """Is the key away from this computer, so that each opening asks for the passphrase?"""

    def open(self, secret: str) -> None:
        """Open the store, for `House.store`, with the passphrase or the recovery key.

        Raises:
            WrongPassphrase: it is neither.
            StoreError: the store cannot be opened.
        """

    def shut(self) -> None:
        """Let go of the store and its key until `open`; every use of it raises `StoreLocked`."""

    def strength(self, passphrase: str) -> str:
        """How long a passphrase stands up to guessing, in words.

        Raises:
            StoreError: it is too weak to be used.
        """

    def lock(self, passphrase: str) -> str:
        """Set a passphrase, take this computer's key away; gives a new recovery key, to be shown.

        Raises:
            StoreError: nothing was changed.
        """

    def change(self, now: str, new: str) -> None:
        """Change the passphrase; `now` is the one before, or the recovery key.

        Raises:
            WrongPassphrase: `now` is neither.
            StoreError: nothing was changed.
        """

    def unlock_for_good(self) -> None:
        """Put this computer's key back, so that nothing is asked for."""

    def needs_backup_passphrase(self) -> bool:
        """Has the store no passphrase or recovery key of its own, that would open a backup?"""

    def back_up(self, file: Path, passphrase: str, on_progress: Callable[[float], None]) -> None:
        """Write a backup and check it.

        Args:
            file: where to; never over a file that is there.
            passphrase: what is to open it, where `needs_backup_passphrase`; else empty.
            on_progress: is told how much is done, from 0 to 1.

        Raises:
            StoreError: there is no backup, and nothing was changed.
        """

    def reminder(self, every: int) -> str:
        """A line where the last backup is older than `every` days, or there is none; else empty."""


@dataclass(frozen=True, slots=True)
class House:
    """Everything a front end is given: adapters joined by `bootstrap`, opened when asked for."""

    clock: Clock
    speaker: Speaker
    """A silent one, where speech is off. `start` it before use."""
    packs: PackShelf
    preferences: Preferences
    """As they were when the program started; `save_preferences` writes others."""
    save_preferences: Callable[[Preferences], None]
    """Writes the settings file whole. Raises `SettingsError` where it cannot."""
    store: Callable[[], Store]
    """The store, opened by the first call; from any thread, every call gives the same one.

    Raises a `StoreError` where it cannot be opened; the next call tries again.
    """
    symbols: Callable[[], SymbolSource]
    """The pictures, loaded by the first call; from any thread."""
    close: Callable[[], None]
    """Lets go of what was opened: the voice, then the store."""
    keeping: Keeping | None = None
    """The locks and backups of the store; None: it has none."""
