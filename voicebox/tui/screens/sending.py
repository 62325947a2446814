"""Sending talks of a pupil to another voicebox: which, to whom, into one encrypted file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from textual import on
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.widgets import Button, Input, Label, Static

from voicebox.errors import VoiceboxError
from voicebox.ports import House, Pupil
from voicebox.ports.passing import Going, ToBundle
from voicebox.text import paint_line
from voicebox.tui.screens.asking import Ask, Making
from voicebox.tui.screens.dialog import Choice, Menu, to_next_box
from voicebox.tui.screens.naming import free_name
from voicebox.tui.screens.passphrase import secret_box
from voicebox.tui.screens.which_talks import Chosen, WhichTalks, passing_of
from voicebox.tui.widgets.ticks import TickBox

PASSPHRASE, KEY = "passphrase", "key"


async def send_talks(
    app: App[Any], house: House, pupil: Pupil, ticked: Sequence[str] | None = None
) -> None:
    """Ask which talks, say what leaves with them, and write the file.

    Args:
        app: where it is asked.
        house: of the app.
        pupil: whose talks.
        ticked: ids of the talks that are ticked at first; None: all.
    """
    chosen = await app.push_screen_wait(WhichTalks(house, pupil, ticked))
    if chosen is None or not await _is_wanted(app, chosen.going):
        return
    with_concerns = False
    if chosen.going.concerns:
        answer = await app.push_screen_wait(_about_concerns(chosen.going.concerns))
        if answer is None:
            return
        with_concerns = answer
    opened_by = await app.push_screen_wait(OpenedBy())
    if opened_by is not None:
        box = MakeBundle(house, chosen, opened_by, with_concerns=with_concerns)
        await app.push_screen_wait(box)


async def _is_wanted(app: App[Any], going: Going) -> bool:
    if going.is_shared:
        return True
    words = (
        "A talk goes whole. These hold answers that leave by no document:\n\n"
        f"{_counts(going)}\n\n"
        "Whoever opens the file can read them. Send it only to who may hold the record: the "
        "SENCo, the next school. For families and meetings make a document instead."
    )
    answer = await app.push_screen_wait(Ask("Not all of it was shared", words, yes="Go on"))
    return answer is True


def _counts(going: Going) -> str:
    counts = (
        (going.kept_back, "kept back by the child"),
        (going.undecided, "that the child has not been asked about"),
        (going.taken_out, "taken out"),
    )
    return "\n".join(f"{count:>4}  {words}" for count, words in counts if count)


def _about_concerns(count: int) -> Ask:
    many = "A worry" if count == 1 else f"{count} worries"
    words = (
        f"{many} about the child's safety {'is' if count == 1 else 'are'} kept apart from the "
        "talks. Whether others get to read this is a decision of its own: the safeguarding lead's."
    )
    return Ask("Worries stay here", words, yes="Send them along", no="Without them")


# -- to whom, and where --------------------------------------------------------------------------


class OpenedBy(Menu):
    """What is to open the file."""

    title_words = "Who is to open it?"
    about = "Nobody else can read the file, wherever it comes by. It cannot be called back."

    def choices(self) -> list[Choice]:
        """A passphrase, or a key."""
        return [
            Choice(PASSPHRASE, "Whoever is told a passphrase", "p"),
            Choice(KEY, "One voicebox alone, by the key it gave you (age1...)", "k"),
        ]


class MakeBundle(Making):
    """Where to, and what opens it; then the file is made and checked."""

    def __init__(
        self,
        house: House,
        chosen: Chosen,
        opened_by: str,
        *,
        with_concerns: bool,
    ) -> None:
        """Of these talks; `opened_by` is `PASSPHRASE` or `KEY`."""
        super().__init__()
        self._house = house
        self._chosen = chosen
        self._by_key = opened_by == KEY
        self._with_concerns = with_concerns
        self._file = free_name("voicebox-talks", house.clock.now(), ".age")
        self._over = False

    def compose(self) -> ComposeResult:
        """The file, and the key or the passphrase."""
        count = len(self._chosen.talks)
        with Vertical():
            yield Static("Send 1 talk" if count == 1 else f"Send {count} talks", classes="title")
            yield Label("Into this file")
            yield Input(str(self._file), id="file", compact=True)
            if self._by_key:
                yield Label("The key that they gave you: paste it")
                yield Input(placeholder="age1...", id="key", max_length=1000, compact=True)
            else:
                yield Label("A passphrase that opens it: four or five words")
                yield secret_box("new")
                yield Label("The same again")
                yield secret_box("again")
            yield TickBox(
                "Also their own pictures and boards, and how they like it",
                self._chosen.are_all,
                id="own",
                compact=True,
            )
            yield from self.foot(Button("Make the file", variant="primary", id="make"))

    def on_mount(self) -> None:
        """The file's name may stand as it is."""
        self.query_one("#key" if self._by_key else "#new", Input).focus()

    @on(Input.Changed, "#new")
    def say_strength(self, message: Input.Changed) -> None:
        """How long it stands up to guessing, while it is typed."""
        if message.value:
            self.say(self._strength(message.value)[0])

    def _strength(self, passphrase: str) -> tuple[str, bool]:
        keeping = self._house.keeping
        try:
            return (keeping.strength(passphrase) if keeping is not None else "", True)
        except VoiceboxError as error:
            return str(error), False

    @on(Input.Changed, "#file")
    def name_file(self) -> None:
        """Another file is asked about anew."""
        self._over = False

    @on(Input.Submitted)
    def next_line(self, message: Input.Submitted) -> None:
        """Enter goes to the next line, and from the last one makes it."""
        if not to_next_box(self, message.input):
            self.begin()

    def begin(self) -> None:
        """Do it, where nothing is missing."""
        problem = self._problem()
        if problem:
            self.say(problem)
            return
        wanted = self._wanted()
        if wanted.file.exists() and not self._over:
            self._over = True
            self.say("That file is there already. Make it once more to write over it.")
            return
        send = partial(passing_of(self._house).send, wanted)
        self.do(send, lambda inside: self._end_with(wanted, inside))

    def _problem(self) -> str:
        if self._by_key:
            return "" if self._box("key") else "Paste the key. It begins with age1."
        told, will_do = self._strength(self._box("new"))
        if not will_do:
            return told
        return "" if self._box("new") == self._box("again") else "The two are not the same."

    def _wanted(self) -> ToBundle:
        return ToBundle(
            self._chosen.talks,
            self.file_in("file"),
            passphrase="" if self._by_key else self._box("new"),
            keys=(self._box("key").strip(),) if self._by_key else (),
            with_concerns=self._with_concerns,
            with_own=self.query_one("#own", TickBox).value,
            over=self._over,
        )

    def _box(self, id_: str) -> str:
        return self.query_one(f"#{id_}", Input).value

    def _end_with(self, wanted: ToBundle, inside: tuple[str, ...]) -> None:
        opens = (
            "Only the key that you pasted opens it."
            if wanted.keys
            else "Only the passphrase opens it. Tell it by another way than the file."
        )
        written = f"Written and checked: {paint_line(str(wanted.file))}"
        self.show_end((written, f"In it: {', '.join(inside)}.", "", opens))
