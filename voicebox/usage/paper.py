"""Usage of the commands that write documents and plans."""

from __future__ import annotations

from voicebox.usage.arguments import Commands, audience, command, group, modes


def _export(commands: Commands) -> None:
    export = command(commands, "export", "exporting:export", "write what may leave of talks")
    export.add_argument("talks", metavar="TALK", nargs="*", help="or --pupil, or --all-pupils")
    export.add_argument("--pupil", metavar="NAME", help="all talks of one pupil, and their plan")
    export.add_argument(
        "--all-pupils", action="store_true", help="a file for each pupil, in the folder -o"
    )
    known = "csv, docx, fhir, html, json, markdown, paste or pdf"
    export.add_argument("--format", metavar="F", required=True, help=known)
    export.add_argument("-o", metavar="OUT", dest="out", help="a file; without it, text is printed")
    audience(export)
    export.add_argument("--document", metavar="D", help="which: profile, plan, one-plan and others")
    export.add_argument("--template", metavar="FILE", help="a school's own Word file, to be filled")
    export.add_argument("--mapping", metavar="M", help="which view goes to which box: name or file")
    export.add_argument("--photo", action="store_true", help="with the photo that the child chose")
    export.add_argument("--force", action="store_true", help="write over a file that is there")


def _plan(commands: Commands) -> None:
    plan = group(commands, "plan", "a pupil's plan: check, show, begin")
    whose = "whose; NAME#2 for the second of a name"
    check = command(
        plan, "check", "plans:check", "what each step leads back to, and what is missing"
    )
    check.add_argument("pupil", metavar="PUPIL", help=whose)
    ways = check.add_mutually_exclusive_group()
    ways.add_argument("--mermaid", action="store_true", help="as a Mermaid flowchart")
    ways.add_argument("--svg", action="store_true", help="as a picture")
    ways.add_argument("--json", action="store_true", help="as JSON, and nothing else")
    check.add_argument("-o", metavar="FILE", dest="out", help="a file; without it, it is printed")
    check.add_argument("--force", action="store_true", help="write over a file that is there")
    show = command(plan, "show", "plans:show", "the plan as it would be read")
    show.add_argument("pupil", metavar="PUPIL", help=whose)
    audience(show)
    new = command(plan, "new", "plans:new", "begin a plan, or carry on the one that is begun")
    new.add_argument("pupil", metavar="PUPIL", help=whose)
    new.add_argument("--with", metavar="NAME", dest="with_", help="the adult who writes it")
    modes(new)


def _template(commands: Commands) -> None:
    template = group(commands, "template", "a school's own Word files")
    boxes = "its boxes: a mapping's name or file (school-form)"
    tags = command(template, "tags", "templates:tags", "every name that a template may use")
    tags.add_argument("--mapping", metavar="M", help=boxes)
    new = command(template, "new", "templates:new", "a Word file with every tag, to copy from")
    new.add_argument("-o", metavar="FILE", dest="out", required=True, help="a .docx file")
    new.add_argument("--mapping", metavar="M", help=boxes)
    new.add_argument("--force", action="store_true", help="write over a file that is there")
    check = command(template, "check", "templates:check", "what will be filled, and what will not")
    check.add_argument("file", metavar="FILE")
    check.add_argument("--pupil", metavar="NAME", help="tried with what may leave of this pupil")
    check.add_argument("--mapping", metavar="M", help=boxes)
    audience(check)


ADD = (_export, _plan, _template)
"""Each adds its commands to the tree."""
