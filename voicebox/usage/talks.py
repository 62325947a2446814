"""Usage of the commands around a talk: hold, carry on, list, read, share."""

from __future__ import annotations

from voicebox.usage.arguments import Commands, command, language, modes, seed


def _talk(commands: Commands) -> None:
    talk = command(commands, "talk", "talking:talk", "start a talk")
    talk.add_argument("--pack", metavar="P", default="my-voice", help="a pack's name or file")
    talk.add_argument("--pupil", metavar="NAME", help="who talks; NAME#2 for the second of a name")
    talk.add_argument("--with", metavar="NAME", dest="with_", help="the adult beside the child")
    talk.add_argument(
        "--from-paper", action="store_true", help="write in what was told on a printed booklet"
    )
    language(talk)
    talk.add_argument("--seed", metavar="N", type=seed, help="fixes the order of the options")
    modes(talk)


def _resume(commands: Commands) -> None:
    resume = command(commands, "resume", "talking:resume", "carry on a talk")
    resume.add_argument("talk", metavar="TALK", nargs="?", help="its id; without one, the newest")
    modes(resume)


def _talks(commands: Commands) -> None:
    talks = command(commands, "talks", "reading:talks", "list the talks, newest first")
    talks.add_argument("--pupil", metavar="NAME", help="of one pupil; NAME#2 for the second")
    talks.add_argument("--all", action="store_true", help="not only the newest 200")
    talks.add_argument(
        "--missing", action="store_true", help="by pupil: whose voice is here, and what is due"
    )
    ways = talks.add_mutually_exclusive_group()
    ways.add_argument("--json", action="store_true", help="as JSON, and nothing else")
    ways.add_argument("--csv", action="store_true", help="of --missing, for a spreadsheet")


def _show(commands: Commands) -> None:
    show = command(commands, "show", "reading:show", "the record of a talk, as it is read back")
    show.add_argument("talk", metavar="TALK")


def _share(commands: Commands) -> None:
    share = command(commands, "share", "sharing:share", "decide anew who may see what was said")
    share.add_argument("talk", metavar="TALK")
    circles = ["everyone", "family", "school", "meeting", "nobody"]
    share.add_argument("--with", dest="with_", nargs="+", choices=circles, required=True)
    share.add_argument(
        "--answer", type=int, nargs="+", default=[], metavar="N", help="only these; show has N"
    )
    speakers = ["child", "parent_carer", "key_adult", "other"]
    share.add_argument("--by", choices=speakers, default="child", help="who decides (child)")


ADD = (_talk, _resume, _talks, _show, _share)
"""Each adds its commands to the tree."""
