"""Giving access: everything held about one pupil, in a folder that a family can read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from textual import on
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from voicebox.ports import House, Pupil
from voicebox.ports.rights import AccessGiven, HeldAbout, Rights
from voicebox.text import paint_line
from voicebox.tui.screens.asking import Ask, Doing, Making
from voicebox.tui.screens.naming import free_name, name_part


def rights_of(house: House) -> Rights:
    """Giving access and forgetting, of a house that can."""
    assert house.rights is not None, "whoever opens these screens has looked"
    return house.rights()


TALL = 36
"""Rows of a screen with room for a line for each kind of thing."""


def say_held(held: HeldAbout, *, tall: bool) -> str:
    """What is held: line by line, or in a few lines where there is less room."""
    return ("\n" if tall else " · ").join(held.told) or "Nothing was said yet."


async def give_access(app: App[Any], house: House, pupil: Pupil) -> None:
    """Ask for a folder, say what it will hold, and write it."""
    wanted = await app.push_screen_wait(WhatIsHeld(house, pupil))
    if wanted is None:
        return
    with_concerns: bool | None = False
    if wanted.concerns:
        with_concerns = await app.push_screen_wait(_about_concerns(wanted.concerns))
    if with_concerns is not None:
        box = MakeFolder(house, pupil, with_concerns=with_concerns)
        await app.push_screen_wait(box)


def _about_concerns(count: int) -> Ask:
    many = "A worry" if count == 1 else f"{count} worries"
    words = (
        f"{many} about the child's safety {'is' if count == 1 else 'are'} held apart from the "
        "talks. Giving this out can harm the child. It is decided with the safeguarding lead, each "
        "time anew."
    )
    return Ask("Worries stay out", words, yes="Put them in", no="Leave them out")


class WhatIsHeld(Doing[HeldAbout]):
    """What is held about a pupil, and what giving it out means; gives what is held."""

    def __init__(self, house: House, pupil: Pupil) -> None:
        """About this pupil."""
        super().__init__()
        self._house = house
        self._pupil = pupil
        self._held: HeldAbout | None = None

    def compose(self) -> ComposeResult:
        """How much there is, and what the folder is."""
        with Vertical():
            name = paint_line(self._pupil.name)
            yield Static(Content(f"Give access: all that is held about {name}"), classes="title")
            yield Static("", classes="said", id="held")
            yield Static(
                "It is written into a new folder, as pages to be read. What the child did not "
                "share is in it, too, in a folder of its own (not-shared) with a page to be read "
                "first. The folder is not encrypted: it is as safe as the place where you put it.",
                classes="about",
            )
            yield from self.foot(Button("Go on", variant="primary", id="on"))

    def on_mount(self) -> None:
        """Count."""
        self.do(lambda _: rights_of(self._house).held(self._pupil), self._show)

    def _show(self, held: HeldAbout) -> None:
        self._held = held
        told = say_held(held, tall=self.app.size.height >= TALL)
        self.query_one("#held", Static).update(Content(f"{told}\n"))
        self.query_one("#on").focus()

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """Go on, or leave."""
        self.dismiss(self._held if message.button.id == "on" else None)


class MakeFolder(Making):
    """Which folder; then it is written."""

    def __init__(self, house: House, pupil: Pupil, *, with_concerns: bool) -> None:
        """About this pupil; `with_concerns`: also the worries."""
        super().__init__()
        self._house = house
        self._pupil = pupil
        self._with_concerns = with_concerns
        self._folder = free_name(f"{name_part(pupil)}-access", house.clock.now())

    def compose(self) -> ComposeResult:
        """The folder."""
        with Vertical():
            name = paint_line(self._pupil.name)
            yield Static(Content(f"Give access: {name}"), classes="title")
            yield Label("Into this new folder")
            yield Input(str(self._folder), id="folder", compact=True)
            yield Static("Not into a folder that others see, or that is synced.", classes="about")
            yield from self.foot(Button("Write it", variant="primary", id="make"))

    def on_mount(self) -> None:
        """The name may stand as it is."""
        self.query_one("#make").focus()

    @on(Input.Submitted)
    def submit(self) -> None:
        """Enter writes it."""
        self.begin()

    def begin(self) -> None:
        """Do it, where nothing is missing."""
        folder = self.file_in("folder")
        if folder == Path():
            self.say("Name a folder.")
            return
        give = partial(rights_of(self._house).give_access, self._pupil, folder)
        self.do(
            lambda tell: give(with_concerns=self._with_concerns, tell=tell),
            lambda given: self.show_end(list(_told(given))),
        )


def _told(given: AccessGiven) -> Iterator[str]:
    yield f"Written: {paint_line(str(given.folder))}, {given.files} files."
    yield ""
    if given.to_review:
        many = "1 passage" if given.to_review == 1 else f"{given.to_review} passages"
        yield (
            f"First: to-review.html lists {many} that may be about other people. Read them before "
            "the folder is given out, and take that page out."
        )
        yield "Then: README.html says what each file is."
    else:
        yield "Begin with README.html: it says what each file is."
        yield (
            "to-review.html: nothing about other people was found; a program can miss a passage."
        )
    if given.not_shared:
        yield ""
        yield f"Not shared by the child, in the folder not-shared: {given.not_shared} entries."
