"""Receiving talks: a file is opened and looked at, and only then kept, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Button, Label, OptionList

from voicebox.ports import House, Pupil
from voicebox.ports.passing import NEW, BundleInside, PupilInside, Telling
from voicebox.text import paint_line
from voicebox.tui.screens.asking import Ask, Doing, Told
from voicebox.tui.screens.home_lines import PupilLine, list_pupils
from voicebox.tui.screens.open_bundle import OpenBundle
from voicebox.tui.screens.reading import ReadingScreen
from voicebox.tui.screens.which_talks import passing_of
from voicebox.tui.screens.who_is_it import WhoIsIt
from voicebox.tui.widgets.bars import Key

_BUNDLE = "~bundle"
_LISTED = 10
"""Pupils that are named once more before a bundle is kept."""


async def receive_talks(app: App[Any], house: House) -> None:
    """Open a file that was sent, show what is inside, and keep it where that is wanted."""
    inside = await app.push_screen_wait(OpenBundle(house))
    if inside is not None:
        await app.push_screen_wait(InsideScreen(house, inside))


class InsideScreen(ReadingScreen):
    """What is inside a bundle, pupil by pupil, and who each is here. Leaving keeps nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "keep", show=False),
        Binding("w", "who", show=False),
        Binding("n", "all_new", show=False),
    ]

    name_words = "Talks that were sent"
    title_words = "Nothing is kept yet"
    own_keys = (
        Key("k", "keep", "keep"),
        Key("w", "who is it", "who"),
        Key("n", "others are new", "all_new"),
    )

    def __init__(self, house: House, inside: BundleInside) -> None:
        """Of this bundle."""
        super().__init__()
        self._house = house
        self._inside = inside
        self._whose: dict[str, Pupil | None] = {}
        """By the sender's ids: who they are here; None for a new pupil."""
        self._here: list[PupilLine] | None = None

    # -- reading ---------------------------------------------------------------------------------

    def read_list(self) -> list[tuple[str, str]]:
        """The bundle, then its pupils and who each is here."""
        self._here = list_pupils(self._house.store())
        return [
            (_BUNDLE, " What was sent\n   when, and by whom"),
            *(
                (each.id, f" {paint_line(each.name)}\n   {self._who(each)}")
                for each in self._pupils
            ),
        ]

    @property
    def _pupils(self) -> tuple[PupilInside, ...]:
        return self._inside.pupils

    def _who(self, inside: PupilInside) -> str:
        if inside.here is not None:
            return f"known here as {paint_line(inside.here.name)}"
        if inside.id not in self._whose:
            return "who is it here? press w"
        here = self._whose[inside.id]
        return "will be a new pupil" if here is None else f"is {paint_line(here.name)} here"

    def read_page(self, line: str) -> str:
        """What there is of a pupil; or of the bundle as a whole."""
        if line == _BUNDLE:
            return "\n".join(self._bundle_lines())
        inside = next(each for each in self._pupils if each.id == line)
        first, *others = inside.told
        same = inside.same_name if inside.id not in self._whose else ""
        told = [*others, *([same] if same else [])]
        return "\n".join((first, "", *told, "", f"{self._who(inside).capitalize()}."))

    def _bundle_lines(self) -> Iterator[str]:
        yield from self._inside.told
        if self._inside.warning:
            yield f"\n{self._inside.warning}"
        yield ""
        yield from (each.told[0] for each in self._pupils)
        yield ""
        yield (
            "Nothing is kept yet. A name is never trusted: for each pupil who is not known here "
            "you say who it is (w). Then keep the talks (k), or leave (escape)."
        )

    # -- who is it here --------------------------------------------------------------------------

    @work
    async def action_who(self) -> None:
        """Say who the pupil of the line is here."""
        line = self.focused_line
        unknown = [each for each in self._unknown() if each.id == line]
        if unknown:
            await self._ask_who(unknown[0])
        else:
            self.say(
                "This one is known here already." if line != _BUNDLE else "Pick a pupil first."
            )

    @on(OptionList.OptionSelected)
    def pick_line(self, message: OptionList.OptionSelected) -> None:
        """Enter on a pupil asks who it is."""
        if message.option.id != _BUNDLE:
            self.action_who()

    def action_all_new(self) -> None:
        """Who is not known is new here; but for those whose name is here, or was forgotten."""
        names = {line.pupil.name for line in self._here or ()}
        left = [each for each in self._unknown() if each.id not in self._whose]
        new = [each for each in left if each.name not in names and not each.forgotten]
        self._whose |= dict.fromkeys((each.id for each in new), None)
        asked = len(left) - len(new)
        more = f" {asked} to be said one by one: the name is here, or was." if asked else ""
        self.say(f"{len(new)} more will be new pupils.{more}")
        self.read_anew()

    def _unknown(self) -> list[PupilInside]:
        return [each for each in self._pupils if each.here is None]

    async def _ask_who(self, inside: PupilInside) -> bool:
        """Was it said?"""
        here = self._here
        if here is None:
            self.say("One moment: it is not read yet who is here.")
            return False
        picked = await self.app.push_screen_wait(WhoIsIt(inside, here))
        if picked is None:
            return False
        pupil = next((line.pupil for line in here if line.pupil.id == picked), None)
        if pupil is None and inside.forgotten and not await self._bring_back(inside):
            return False
        self._whose[inside.id] = pupil
        self.read_anew()
        return True

    async def _bring_back(self, inside: PupilInside) -> bool:
        name = paint_line(inside.name)
        words = f"{name} was forgotten here on {inside.forgotten}. This would bring them back."
        wanted = Ask("Forgotten before", words, yes="Bring them back")
        answer = await self.app.push_screen_wait(wanted)
        return answer is True

    # -- keeping ---------------------------------------------------------------------------------

    @work
    async def action_keep(self) -> None:
        """Keep all of it, once it is said who everyone is."""
        for inside in self._unknown():
            if inside.id not in self._whose and not await self._ask_who(inside):
                return
        warning = self._inside.warning
        if warning and not await self.app.push_screen_wait(_in_spite(warning)):
            return
        words = "\n".join(self._whose_lines())
        if not await self.app.push_screen_wait(Ask("Keep these talks?", words, yes="Keep them")):
            return
        kept = await self.app.push_screen_wait(Keep(self._house, self._inside, self._said()))
        if kept is not None:
            await self.app.push_screen_wait(Told("Received", kept))
            self.dismiss("")

    def _whose_lines(self) -> Iterator[str]:
        for each in self._pupils[:_LISTED]:
            yield f"{paint_line(each.name)}: {self._who(each)}"
        if len(self._pupils) > _LISTED:
            yield f"and {len(self._pupils) - _LISTED} more pupils, as the list behind this says"

    def _said(self) -> dict[str, str]:
        return {id_: pupil.id if pupil else NEW for id_, pupil in self._whose.items()}


def _in_spite(warning: str) -> Ask:
    words = (
        f"{warning}\n\nAsk who sent it, by phone, and not by an answer to their mail. Keep it only "
        "where that explains it, such as by a new computer."
    )
    return Ask("Is it from whom it says?", words, yes="They explained it")


class Keep(Doing[tuple[str, ...]]):
    """Keeps a bundle; gives lines that say what was kept."""

    def __init__(self, house: House, inside: BundleInside, whose: dict[str, str]) -> None:
        """`whose` says by the sender's ids who is who here."""
        super().__init__()
        self._house, self._inside, self._whose = house, inside, whose

    def compose(self) -> ComposeResult:
        """How far it is."""
        with Vertical():
            yield Label("Keeping the talks", classes="title")
            yield from self.foot()

    def on_mount(self) -> None:
        """At once."""
        self.do(self._keep, self.dismiss)

    def _keep(self, tell: Telling) -> tuple[str, ...]:
        tell("All of them, or none")
        in_spite = bool(self._inside.warning)  # it was asked about before this box opened
        return passing_of(self._house).keep(self._inside, self._whose, in_spite=in_spite)

    @on(Button.Pressed)
    def press(self) -> None:
        """Leave, where it could not be done."""
        self.dismiss(None)
