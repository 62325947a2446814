"""Ten templates as schools make them, and where in each of them what belongs.

An expectation is a place and what must stand there, or `LEFT`: it is not for voicebox to fill, is
left as it is, and is reported.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt

from tests.exports.templates.word import (
    blank,
    control,
    grid,
    merge,
    para,
    raw,
    run,
    saved,
    text_box,
)
from tests.plan import words as w

LEFT = "~left~"
NAME, BORN, YEAR, CLASS, TEACHER = "Amira Hassan", "3 May 2017", "Year 4", "Oak", "Miss Lund"
SCHOOL, STAGE, START, REVIEW = (
    "Hillside Primary School",
    "SEN Support",
    "24 September 2026",
    "2026-12-10",
)
MUM = "(Nadia, Amira's mum, 15 September 2026)"


def quoted(words: str, by: str = "(Amira, 14 September 2026)") -> str:
    return f"“{words}” {by}"


HOPES = quoted(w.HOPE_SOON)
MUM_HOPE = quoted(w.MUM_HOPE, MUM)
MATTERS = quoted(w.DOG)
HELPS = quoted(w.HELPS)
HARD = quoted(w.HARD)
FOR_ME = quoted(w.FOR_ME, "(Nadia, Amira's mum, 14 September 2026)")
FRIEND = quoted(w.ADMIRED, "(Zofia, a friend, 16 September 2026)")


@dataclass(frozen=True)
class At:
    """A cell (`table`, `row`, `column`), or a line that begins so; in a part of the file."""

    holds: str
    cell: tuple[int, int, int] | None = None
    line: str = ""
    part: str = "document"
    label: str = ""
    """What the report calls it, where it is left."""


@dataclass(frozen=True)
class Form:
    make: Callable[[], bytes]
    expected: tuple[At, ...]


def cells(table: int, *places: tuple[int, int, str], part: str = "document") -> list[At]:
    return [At(holds, (table, row, column), part=part) for row, column, holds in places]


# -- 1: a table with merged cells -------------------------------------------------------------


def _merged() -> bytes:
    form = blank()
    form.add_heading("SEN Support Plan", 1)
    table = grid(
        form,
        [
            ["Pupil details", "", "", ""],
            ["Name of child:", "", "D.O.B.:", ""],
            ["Year Group:", "", "Class:", ""],
            ["Class Teacher:", "", "Stage (SEN Support/EHCP):", ""],
            ["Parents' hopes and dreams", "", "", ""],
            ["What I like and what I am good at", "", "How best to support me", ""],
            ["", "", "", ""],
            ["UPN:", "", "", ""],
        ],
    )
    for row in (0, 4):
        merge(table, (row, 0 if row == 0 else 1), (row, 3))
    for row in (5, 6):
        merge(table, (row, 0), (row, 1))
        merge(table, (row, 2), (row, 3))
    merge(table, (7, 1), (7, 3))
    return saved(form)


# -- 2: labels with colons, numbers and instructions --------------------------------------------


def _instructions() -> bytes:
    form = blank()
    form.add_paragraph("Please fill in every box. Use the child's own words wherever you can.")
    grid(
        form,
        [
            ["1. Full name of child/young person:", ""],
            ["2. Date of birth (dd/mm/yyyy)", ""],
            ["3. School name", ""],
            ["4) What is important to me?\n(Things, places and people. Ask, draw or point.)", ""],
            ["5) What keeps me safe, happy and healthy?", ""],
            ["6) Pupil's hopes for the future: write or draw. Big or small is fine.", ""],
            ["7) What do others like and admire about me?", ""],
            ["8) What I find difficult or need help with *", ""],
            ["9) Name of parent or carer:", ""],
            ["10) Is the child known to the police?", ""],
        ],
    )
    form.add_paragraph("How I communicate best:")
    form.add_paragraph("")
    return saved(form)


# -- 3: content controls ------------------------------------------------------------------------


def _controls() -> bytes:
    form = blank()
    header = form.sections[0].header.paragraphs[0]
    header.text = "Pupil: "
    raw_line = control("full-name")
    raw(form, para(run("Date of birth: "), control("date-of-birth")))
    raw(form, para(run("School: "), control("must_know.setting", title="School")))
    rich = '<w:dataBinding w:xpath="/x" w:storeItemID="{1}"/>'
    raw(form, control("important-to-me", para(run("Type here")), kind=f"{rich}<w:richText/>"))
    raw(form, para(run("Hopes: "), control("child_hopes")))
    listed = (
        '<w:dropDownList><w:listItem w:displayText="SEN Support" w:value="1"/>'
        '<w:listItem w:displayText="EHCP" w:value="2"/></w:dropDownList>'
    )
    raw(form, para(run("Stage: "), control("sen-stage", kind=listed)))
    raw(form, para(run("UPN: "), control("upn")))
    ticked = '<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>'
    raw(form, para(run("Pupil premium "), control("pupil-premium", run("☐"), kind=ticked)))
    table = grid(form, [["Outside", ""]])
    inner = grid(table.cell(0, 1), [["Teacher", ""]])
    raw(inner.cell(0, 1), para(control("teacher")))
    item = para(
        run("Outcome: "),
        control("statement"),
        run(" So that: "),
        control("so-that"),
        run(" Who: "),
        control("provision"),
    )
    kind = "<w15:repeatingSectionItem/>"
    section = control("", item, kind=kind).replace("<w:showingPlcHdr/>", "")
    raw(form, control("outcomes", section, kind="<w15:repeatingSection/>"))
    raw(form, text_box(para(run("Review: "), control("review"))))
    from docx.oxml import parse_xml

    from tests.exports.templates.word import NAMES

    header._p.append(parse_xml(raw_line.replace("<w:sdt>", f"<w:sdt {NAMES}>", 1)))
    return saved(form)


# -- 4: English and Welsh -----------------------------------------------------------------------


def _two_languages() -> bytes:
    form = blank()
    form.add_heading("Cynllun Datblygu Unigol / Individual Development Plan", 1)
    grid(
        form,
        [
            ["Enw / Name:", "", "Dyddiad geni / Date of birth:", ""],
            ["Blwyddyn / Year group:", "", "Ysgol / School:", ""],
            ["Dosbarth\nClass", "", "Dyddiad adolygu\nReview date", ""],
        ],
    )
    form.add_paragraph()
    grid(
        form,
        [
            ["Beth sy'n bwysig i mi\nWhat is important to me"],
            [""],
            ["Fy ngobeithion / My hopes"],
            [""],
            ["Sut i fy nghefnogi – How best to support me"],
            [""],
            ["Barn rhieni / Child and parent views"],
            [""],
        ],
    )
    return saved(form)


# -- 5: headers, footers and text boxes ---------------------------------------------------------


def _around_the_page() -> bytes:
    form = blank()
    section = form.sections[0]
    section.header.add_table(1, 4, Cm(16))
    row = section.header.tables[0].rows[0].cells
    row[0].text, row[2].text = "Name:", "DOB:"
    section.footer.paragraphs[0].text = "Class teacher: ____________   Review date: ________"
    form.add_heading("All about me", 1)
    raw(form, text_box(para(run("What helps me:", "<w:b/>")), para()))
    raw(form, text_box(para(run("My favourite colour:")), para()))
    raw(form, para(run("My hopes and dreams", "<w:b/><w:sz w:val='28'/>")))
    raw(form, "<w:p><w:pPr><w:ind w:left='400'/></w:pPr></w:p>")
    return saved(form)


# -- 6: a table of outcomes that repeats a row --------------------------------------------------


def _outcomes() -> bytes:
    form = blank()
    form.add_heading("My targets", 1)
    table = grid(
        form,
        [
            ["No.", "SMART outcome", "So that…", "Provision", "By whom?", "How often", "Cost"],
            ["1.", "", "", "", "", "", ""],
        ],
    )
    for each in table.rows[1].cells:
        each.paragraphs[0].paragraph_format.space_before = Pt(6)
    table.rows[1].height = Pt(40)
    form.add_paragraph("People who contributed to this plan")
    grid(form, [["Name", "Role", "How they took part"], ["", "", ""], ["", "", ""]])
    form.add_paragraph()
    grid(form, [["Name", "Signature", "Date"], ["", "", ""]])
    return saved(form)


# -- 7: tables within tables --------------------------------------------------------------------


def _nested() -> bytes:
    form = blank()
    outer = grid(form, [["", ""], ["", ""]])
    outer.cell(0, 0).text = "About the child"
    grid(outer.cell(0, 0), [["Full name", ""], ["Known as", ""], ["EAL", ""]])
    outer.cell(0, 1).text = "About the plan"
    grid(outer.cell(0, 1), [["Start date", ""], ["Plan number", ""], ["Linked plans", ""]])
    outer.cell(1, 0).text = "Parent/carer details"
    grid(outer.cell(1, 0), [["Name", ""], ["Telephone", ""]])
    outer.cell(1, 1).text = "Views"
    deep = grid(outer.cell(1, 1), [["Parent/carer views"], [""]])
    grid(deep.cell(1, 0), [["Medical need", ""]])
    return saved(form)


# -- 8: words above lines -----------------------------------------------------------------------


def _lines() -> bytes:
    form = blank()
    form.add_paragraph("Name: ______________________   Class: __________")
    form.add_paragraph("Date of birth: ..................  Year group: ..........")
    line = form.add_paragraph()
    for words in ("Sch", "ool: ", "____", "______", "____"):
        line.add_run(words).bold = words == "ool: "
    form.add_paragraph("Start date:\t\tReview date:\t")
    form.add_paragraph("Preferred name:")
    for label in ("What is important for me?", "What I want to do by myself"):
        form.add_paragraph(label)
        for _ in range(3):
            form.add_paragraph("_" * 60)
    form.add_paragraph("My favourite food: ______________")
    form.add_paragraph("Signed: ____________   Date: ________")
    return saved(form)


# -- 9: a landscape grid ------------------------------------------------------------------------


def _landscape() -> bytes:
    form = blank()
    section = form.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    grid(
        form,
        [
            ["", "What's working well?", "What's not working well?", "What next?"],
            ["Pupil", "", "", ""],
            ["Parent/carer", "", "", ""],
        ],
    )
    form.add_paragraph()
    grid(
        form,
        [
            ["Strengths and interests", "Things I find hard", "What helps", "Pupil premium"],
            ["", "", "", ""],
        ],
    )
    form.add_paragraph()
    needs = [["Area of need", "Description of need", "Evidence", "Score"], ["", "", "", ""]]
    grid(form, needs)
    return saved(form)


# -- 10: a letter -------------------------------------------------------------------------------


def _letter() -> bytes:
    form = blank()
    opening = form.add_paragraph("I am writing about ")
    for words in ("[na", "me of ", "child]"):
        opening.add_run(words)
    opening.add_run(" in «Class», who is taught by [class teacher]. Their plan began on ")
    opening.add_run("[start date] and will be looked at again on [review date].")
    form.add_paragraph("Dear ____________ (name of parent),")
    form.add_paragraph("They told us what they hope for.")
    form.add_paragraph("My hopes for the future:")
    form.add_paragraph("")
    form.add_paragraph("What people like and admire about me:")
    grid(form, [[""]])
    form.add_paragraph("Our hopes for our child:")
    form.add_paragraph("")
    form.add_paragraph("Yours sincerely, [name of sender]")
    return saved(form)


def _outcome_rows() -> list[At]:
    one = (
        *((1, 1, w.OUTCOME_1), (1, 2, w.SO_THAT_1), (1, 3, w.PROVISION_1), (1, 4, "Mr Shah")),
        *((1, 5, "4 times a week"), (2, 0, "2."), (2, 1, w.OUTCOME_2), (2, 2, w.SO_THAT_2)),
        *((2, 3, w.PROVISION_3), (2, 4, "all staff"), (2, 5, "every day")),
    )
    who = ((1, 0, "Amira"), (1, 1, "child"), (3, 0, "Mr Shah"), (3, 2, "in the room"))
    return [
        *cells(0, *one),
        At(LEFT, (0, 1, 6), label="Cost"),
        *cells(1, *who),
        At(LEFT, (2, 1, 0), label="Name"),
    ]


FORMS: dict[str, Form] = {
    "merged": Form(
        _merged,
        (
            *cells(0, (1, 1, NAME), (1, 3, BORN), (2, 1, YEAR), (2, 3, CLASS), (3, 1, TEACHER)),
            *cells(0, (3, 3, STAGE), (4, 1, MUM_HOPE), (6, 0, "stories: like"), (6, 1, HELPS)),
            At(LEFT, (0, 7, 1), label="UPN:"),
        ),
    ),
    "instructions": Form(
        _instructions,
        (
            *cells(0, (0, 1, NAME), (1, 1, BORN), (2, 1, SCHOOL), (3, 1, MATTERS)),
            *cells(0, (4, 1, FOR_ME), (5, 1, HOPES), (6, 1, FRIEND), (7, 1, HARD)),
            At(LEFT, (0, 8, 1), label="9) Name of parent or carer:"),
            At(LEFT, (0, 9, 1), label="10) Is the child known to the police?"),
            At(quoted(w.STOP), line="“I pull"),
        ),
    ),
    "controls": Form(
        _controls,
        (
            At(f"Pupil: {NAME}", line="Pupil: ", part="header"),
            At(f"Date of birth: {BORN}", line="Date of birth: "),
            At(f"School: {SCHOOL}", line="School: "),
            At(MATTERS, line="“my dog"),
            At(HOPES, line="Hopes: "),
            At(f"Stage: {STAGE}", line="Stage: "),
            At(LEFT, line="UPN: ", label="upn"),
            At(LEFT, line="Pupil premium", label="pupil-premium"),
            At(TEACHER, (1, 0, 1)),
            At(w.SO_THAT_1, line=f"Outcome: {w.OUTCOME_1}"),
            At(w.PROVISION_3, line=f"Outcome: {w.OUTCOME_2}"),
            At(REVIEW, line="Review: "),
        ),
    ),
    "two-languages": Form(
        _two_languages,
        (
            *cells(0, (0, 1, NAME), (0, 3, BORN), (1, 1, YEAR), (1, 3, SCHOOL), (2, 1, CLASS)),
            *cells(0, (2, 3, REVIEW)),
            *cells(1, (1, 0, MATTERS), (3, 0, HOPES), (5, 0, HELPS)),
            At(LEFT, (1, 7, 0), label="Barn rhieni / Child and parent views"),
        ),
    ),
    "around-the-page": Form(
        _around_the_page,
        (
            *cells(0, (0, 1, NAME), (0, 3, BORN), part="header"),
            At(f"Class teacher: {TEACHER}", line="Class teacher", part="footer"),
            At(f"Review date: {REVIEW}", line="Class teacher", part="footer"),
            At(HELPS, line="“Mr Shah reads"),
            At(LEFT, line="My favourite colour:", label="My favourite colour:"),
            At(HOPES, line="learn something: “to read"),
        ),
    ),
    "outcomes": Form(_outcomes, tuple(_outcome_rows())),
    "nested": Form(
        _nested,
        (
            *cells(1, (0, 1, NAME), (1, 1, "Amira"), (2, 1, "Urdu and Arabic at home")),
            *cells(2, (0, 1, START), (1, 1, "2"), (2, 1, "health care plan")),
            At(LEFT, (3, 0, 1), label="Name"),
            At(LEFT, (3, 1, 1), label="Telephone"),
            At(LEFT, (4, 0, 0), label="Parent/carer views"),
            *cells(5, (0, 1, "Glasses")),
        ),
    ),
    "lines": Form(
        _lines,
        (
            At(f"Name: {NAME}", line="Name: "),
            At(f"Class: {CLASS}", line="Name: "),
            At(f"Date of birth: {BORN}", line="Date of birth: "),
            At(f"Year group: {YEAR}", line="Date of birth: "),
            At(f"School: {SCHOOL}", line="School: "),
            At(f"Start date: {START}", line="Start date:"),
            At(f"Review date: {REVIEW}", line="Start date:"),
            At("Preferred name: Amira", line="Preferred name:"),
            At(
                quoted(w.SIGNED, "(Amira, translated by Olena Koval, 14 September 2026)"),
                line="“a qui",
            ),
            At(quoted(w.FIRST_TRY), line="“two pages"),
            At(LEFT, line="My favourite food:", label="My favourite food:"),
            At(LEFT, line="Signed:", label="Signed:"),
        ),
    ),
    "landscape": Form(
        _landscape,
        (
            *cells(0, (1, 1, quoted(w.LIKED, "(Amira, 8 September 2026)"))),
            *cells(0, (1, 2, quoted(w.REVIEWED, "(Amira, 8 September 2026)"))),
            At(LEFT, (0, 1, 3), label="Pupil / What next?"),
            *cells(0, (2, 1, "“She reads to the dog.” (Nadia, Amira's mum, 8 September 2026)")),
            At(LEFT, (0, 2, 3), label="Parent/carer / What next?"),
            *cells(1, (1, 0, "stories: like"), (1, 1, HARD), (1, 2, HELPS), (1, 3, "no")),
            *cells(2, (1, 0, "cognition and learning"), (1, 1, w.NEED_1), (2, 1, w.NEED_2)),
            At(LEFT, (2, 1, 3), label="Score"),
        ),
    ),
    "letter": Form(
        _letter,
        (
            At(f"about {NAME} in", line="I am writing"),
            At(f"in {CLASS}, who", line="I am writing"),
            At(f"by {TEACHER}. Their", line="I am writing"),
            At(f"on {START} and", line="I am writing"),
            At(f"on {REVIEW}.", line="I am writing"),
            At(LEFT, line="Dear", label="name of parent"),
            At(HOPES, line="learn something: “to read"),
            At(FRIEND, (0, 0, 0)),
            At(MUM_HOPE, line="“I hope she"),
            At(LEFT, line="Yours sincerely", label="name of sender"),
        ),
    ),
}
