"""Which views repeat the words of others: those must not leave without them.

A ring names the person that the child named; a follow-up may fill its `{answer}`; words from other
people bear the name that was given for them; what is about something said earlier says it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from voicebox.conversation.record import Record
from voicebox.conversation.routing import GATHER_WHO, GATHER_WORDS, RING, WHO, shown_at
from voicebox.conversation.talk import Talk
from voicebox.conversation.views import Chosen, Placed, Share, View
from voicebox.errors import NotFound
from voicebox.ports import Store
from voicebox.prompts.models import blanks
from voicebox.runner import load_record


def quotes(talk: Talk) -> dict[str, frozenset[str]]:
    """By a view's id, the ids of the views of its own talk whose words it repeats."""
    by_place = {name: view.id for view in talk.record for name in (view.row, view.place)}
    found = {view.id: frozenset(_quoted_by(talk, view, by_place)) for view in talk.record}
    return {id_: quoted for id_, quoted in found.items() if quoted}


def _quoted_by(talk: Talk, view: View, by_place: dict[str, str]) -> Iterator[str]:
    record = talk.record
    sources = []
    if view.part == RING:
        sources.append(record.at(view.prompt, WHO))
    if view.part == GATHER_WORDS:
        sources.append(record.at(view.prompt, GATHER_WHO, view.item))
    prompt, parent = talk.index.prompt.get(view.prompt), talk.index.parent.get(view.prompt)
    if prompt is not None and "shown" in blanks(prompt.ask):
        shown = shown_at(prompt, view.item)
        sources.append(record.at(*shown) if shown is not None else None)
    if prompt is not None and parent is not None and "answer" in blanks(prompt.ask):
        given = record.of_prompt(parent.id)
        sources.extend(each for each in given if each.item in ("", view.item))
    yield from (source.id for source in sources if source is not None)
    yield from (by_place[name] for name in named_places(view) if name in by_place)


def named_places(view: View) -> set[str]:
    """The places of what it says again: the thing it is about, and the cards that were picked."""
    named = {view.item}
    match view.value:
        case Chosen(choices=choices):
            named |= {each.id for each in choices}
        case Placed(item=item):
            named.add(item.id)
    return named - {""}


def recalled_shares(store: Store, record: Record) -> dict[str, Share | None]:
    """Of what this talk recalls of earlier ones: who may see it as things stand now, by place.

    What was taken out of its own talk since is kept back, and so is what was said in a talk that is
    not here (a talk can be passed on without those that it recalls).
    """
    shares: dict[str, Share | None] = {each.place: "kept_back" for each in record.recalled}
    for talk in {each.talk for each in record.recalled}:
        try:
            _, earlier = load_record(store, talk)
        except NotFound:
            continue
        shares |= {view.place: view.share for view in earlier if view.place in shares}
    return shares


def without(view: View, places: Iterable[str]) -> View:
    """A view without those of its cards that say what may not leave.

    Of several cards that were picked, the others stay: a step keeps its links to what may be seen.
    One that has no other card is given back as it is, for the caller to leave out.
    """
    gone = set(places)
    changed: dict[str, object] = {}
    offered = tuple(choice for choice in view.options_offered if choice.id not in gone)
    if len(offered) < len(view.options_offered):
        changed["options_offered"] = offered
    if isinstance(view.value, Chosen):
        picked = tuple(choice for choice in view.value.choices if choice.id not in gone)
        if picked and len(picked) < len(view.value.choices):
            changed["value"] = Chosen(choices=picked)
    return view.model_copy(update=changed) if changed else view
