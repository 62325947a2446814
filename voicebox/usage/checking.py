"""Usage of the commands that say what works here."""

from __future__ import annotations

from voicebox.usage.arguments import Commands, command


def _doctor(commands: Commands) -> None:
    doctor = command(
        commands, "doctor", "checking:doctor", "what works here, and what to do if it does not"
    )
    doctor.add_argument(
        "--open-without-damage",
        action="store_true",
        help="open damaged talks without the answers that cannot be read; copies are kept",
    )


def _schema(commands: Commands) -> None:
    schema = command(
        commands, "schema", "checking:schema", "the JSON schema of what voicebox writes"
    )
    schema.add_argument("of", choices=["record", "pack", "plan"])


ADD = (_doctor, _schema)
"""Each adds its commands to the tree."""
