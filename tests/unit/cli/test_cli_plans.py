"""`voicebox plan`, and `export` of a pupil or of all: told truly, never over another file."""

from __future__ import annotations

import json
import os
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document

from tests.fakes import FixedClock, play, small_pack
from tests.running import Run, runner
from voicebox.conversation.inputs import Give, KeepBack
from voicebox.locations import locate
from voicebox.prompts.loader import load_pack
from voicebox.runner import start
from voicebox.store.repository import SqlStore

PACKS = Path(__file__).parents[3] / "prompts"
KEPT_BACK = "when the bell shouts at me"
SAID = "with my dog <b>at nan's</b>"
STEP = "Amira walks the dog, with one adult near."


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Amira has talked and has a plan that is begun; Tomos has talked; Zofia has not."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        _at(patch, home)
        store = SqlStore.open(locate(os.environ))
        clock = FixedClock()
        amira, tomos, _ = (store.add_pupil(name) for name in ("Amira", "Tomos / ../x", "Zofia"))
        child = start(store, clock, load_pack(PACKS / "quick-check.yaml"), amira)
        hopes = {"hope-soon": Give(choices=("go",)), "hope-soon-more": Give(words=SAID)}
        play(child, {**hopes, "not-asked": [Give(words=KEPT_BACK), KeepBack()]})
        forms = start(store, clock, load_pack(PACKS / "plan.yaml"), amira, with_="Mrs Okoye")
        play(forms, {"steps/statement@1": Give(words=STEP)}, until="steps/hopes@1")
        play(start(store, clock, small_pack(), tomos), {"good-day": Give(choices=("music",))})
        store.close()
    return home


def _at(patch: pytest.MonkeyPatch, home: Path) -> None:
    patch.setenv("VOICEBOX_HOME", str(home / "home"))
    patch.setenv("VOICEBOX_KEYS", str(home / "keys"))
    patch.setenv("VOICEBOX_SPEECH", "off")


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    _at(monkeypatch, home)
    return runner(monkeypatch, capsys)


def test_plan_check_tells_what_leads_nowhere_and_never_what_was_kept_back(run: Run) -> None:
    code, out, err = run("plan", "check", "Amira")
    assert (code, err) == (0, "")
    assert f"Leads back to nothing that was said: {STEP}" in out
    assert f"Amira: “{SAID}”" in out
    assert "1 answer may not be seen here" in out
    assert "Essex, One Planning checklist" in out
    for way in ("--mermaid", "--svg", "--json"):
        _, picture, _ = run("plan", "check", "Amira", way)
        assert KEPT_BACK not in picture
    assert KEPT_BACK not in out


def test_plan_check_draws_and_gives_values(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "thread.svg"
    code, out, err = run("plan", "check", "Amira", "--svg", "-o", str(file))
    assert (code, out, err) == (0, f"Written: {file}\n", "")
    assert ElementTree.parse(file).getroot().get("role") == "img"
    assert run("plan", "check", "Amira", "--svg", "-o", str(file))[0] == 1
    assert run("plan", "check", "Amira", "--mermaid")[1].startswith("flowchart LR\n")
    value = json.loads(run("plan", "check", "Amira", "--json")[1])
    assert (value["cycle"], len(value["essex"]), len(value["norfolk"])) == (1, 7, 7)
    assert len(value["lost_outcomes"]) == 1


def test_plan_show_reads_as_a_page(run: Run) -> None:
    code, out, err = run("plan", "show", "Amira")
    assert (code, err) == (0, "")
    assert out.startswith("PLAN FOR AMIRA\n")
    assert f"“{SAID}”" in out
    assert f"  {STEP}\n" in out
    assert KEPT_BACK not in out
    assert run("plan", "show", "Zofia")[0] == 1


def test_plan_new_carries_on_the_plan_that_is_begun(run: Run) -> None:
    code, out, err = run("plan", "new", "Amira", "--plain", typed="")
    assert (code, err) == (0, "")
    assert out.startswith("Carrying on the plan that was begun: ")


def test_plan_new_begins_one(run: Run) -> None:
    code, out, _ = run("plan", "new", "Tomos / ../x", "--plain", "--with", "Mr Shah", typed="")
    assert (code, "Carrying on" in out) == (0, False)
    talks = json.loads(run("talks", "--json")[1])["talks"]
    assert {each["with"] for each in talks if each["pack"] == "plan"} == {"Mr Shah", "Mrs Okoye"}


def test_all_talks_of_a_pupil_go_with_their_plan(run: Run) -> None:
    code, out, err = run("export", "--pupil", "Amira", "--format", "json", "--document", "plan")
    assert (code, err) == (0, "")
    whole = json.loads(out)
    assert {each["talk"]["pack"] for each in whole["records"]} == {"quick-check", "plan"}
    assert whole["plan"]["outcomes"][0]["statement"]["words"] == STEP
    assert KEPT_BACK not in out
    assert run("export", "--pupil", "Zofia", "--format", "json")[0] == 1


def test_all_pupils_have_a_file_each_and_none_is_written_over(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    asked = ("export", "--all-pupils", "--format", "markdown", "-o", str(folder))
    code, out, err = run(*asked)
    assert (code, out) == (0, f"Written: 2 files in {folder}. 1 without a talk.\n")
    assert "a second" in err
    assert sorted(file.name for file in folder.iterdir()) == ["Amira.md", "Tomos-x.md"]
    assert SAID.split()[0] in (folder / "Amira.md").read_text()
    (folder / "Amira.md").write_text("mine")
    code, out, err = run(*asked)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert (folder / "Amira.md").read_text() == "mine"
    assert run(*asked, "--force")[0] == 0
    assert (folder / "Amira.md").read_text() != "mine"


def test_the_schema_of_a_plan_is_published(run: Run) -> None:
    schema = json.loads(run("schema", "plan")[1])
    assert schema["$id"] == "urn:voicebox:schema:plan:1"
    assert {"outcomes", "provision", "reviews", "views"} <= set(schema["properties"])


def test_template_check_says_what_would_be_filled_and_writes_nothing(
    run: Run, tmp_path: Path
) -> None:
    form = Document()
    form.add_paragraph("Name: {{ must_know.full_name }}")
    form.add_paragraph("{{ no_such_field }}")
    file = tmp_path / "form.docx"
    form.save(str(file))
    before = file.read_bytes()
    for more in ((), ("--pupil", "Amira")):
        code, out, err = run("template", "check", str(file), *more)
        assert (code, err) == (0, "")
        assert "no_such_field" in out
        assert KEPT_BACK not in out
    assert file.read_bytes() == before
    assert run("template", "check", str(tmp_path / "none.docx"))[0] == 1


def test_a_template_is_begun_from_the_tags_that_there_are(run: Run, tmp_path: Path) -> None:
    listed = run("template", "tags")[1]
    assert "  important-to-me             What is important to me\n" in listed
    assert "    row.so-that               So that\n" in listed
    assert "must_know.teacher" in listed
    ours = tmp_path / "ours.yaml"
    ours.write_text(
        "mapping: ours\ntitle: Ours\nboxes:\n  - {id: hopes, label: My dreams, from: [{}]}\n"
    )
    assert (
        "  hopes                       My dreams\n"
        in run(*("template", "tags", "--mapping", str(ours)))[1]
    )
    file = tmp_path / "form.docx"
    asked = ("template", "new", "-o", str(file), "--mapping", str(ours))
    assert run(*asked) == (0, f"Written: {file}\n", "")
    out = run("template", "check", str(file), "--mapping", str(ours), "--pupil", "Amira")[1]
    assert out.startswith("Filled by tags: 3 places.\n")
    assert SAID.split()[0] in out
    assert "Not known" not in out
    before = file.read_bytes()
    assert run(*asked)[0] == 1
    assert file.read_bytes() == before
    assert run(*asked, "--force")[0] == 0
    ours.write_text(ours.read_text().replace("hopes", "1st-hope"))
    code, out, err = run(*asked, "--force")
    assert (code, out) == (1, "")
    assert "{{ 1st-hope }}" in err
