"""The conversation: states, routing, engine, events and record. Pure: no clock, no disk, no screen.

talk = begin(pack)
outcome = step(talk, Give(choices=("start",)))     # events and effects; nothing changed yet
talk = apply(talk, stamped)                         # once an event is committed
current_step(talk)                                  # what to show now
"""

from voicebox.conversation.engine import opening_event, step
from voicebox.conversation.events import Event, Stamped, event_json, read_event
from voicebox.conversation.fold import apply, replay
from voicebox.conversation.record import Record, fold
from voicebox.conversation.states import State
from voicebox.conversation.steps import Shape, Step, current_step
from voicebox.conversation.talk import Talk, begin

__all__ = [
    "Event",
    "Record",
    "Shape",
    "Stamped",
    "State",
    "Step",
    "Talk",
    "apply",
    "begin",
    "current_step",
    "event_json",
    "fold",
    "opening_event",
    "read_event",
    "replay",
    "step",
]
