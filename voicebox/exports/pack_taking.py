"""What a pack may leave to its base (`extends`, `from`), in the published schema of packs."""

from __future__ import annotations

from typing import Any

from voicebox.prompts.extending import PARTS

_BASE = r"^[a-z0-9][a-z0-9-]{0,59}$"
_TAKEN = {
    "title": "Taken",
    "description": "Taken from the base: this part, or what has this id; other lines replace its.",
    "type": "object",
    "required": ["from"],
    "properties": {
        "from": {
            "type": "string",
            "pattern": _BASE.replace("$", r"(/[a-z0-9][a-z0-9-]{0,59})?$"),
            "description": "The base, or one thing of it: `my-voice` or `my-voice/feels-hard`.",
        }
    },
}


def allow_taking(schema: dict[str, Any]) -> None:
    """Let the schema of a pack hold `extends`, and `from` wherever the loader takes one."""
    own = schema["properties"]
    for part in ("standing", "assent", "practice", "between", "read_back", "sharing", "ending"):
        own[part] = _or_taken(own[part])
    own["opening"]["items"] = _or_taken(own["opening"]["items"])
    own["sections"]["items"] = _or_taken(own["sections"]["items"])
    own["glossary"]["additionalProperties"] = _or_taken(own["glossary"]["additionalProperties"])
    for pattern, scale in own["scales"]["patternProperties"].items():
        own["scales"]["patternProperties"][pattern] = _or_taken(scale)
    for part in ("glossary", "scales"):
        own[part]["properties"] = {"from": {"type": "string", "pattern": _BASE}}
    for model in schema["$defs"].values():
        for name in ("prompts", "then"):
            listed = model.get("properties", {}).get(name, {})
            if "oneOf" in listed.get("items", {}):
                listed["items"] = _or_taken(listed["items"])
    own["extends"] = {
        "type": "string",
        "pattern": _BASE,
        "description": "The pack that it builds on: what it does not say itself it takes from it.",
    }
    needed = schema.pop("required")
    schema["required"] = [name for name in needed if name not in PARTS]
    schema["anyOf"] = [
        {"required": ["extends"]},
        {"required": [name for name in needed if name in PARTS]},
    ]
    schema["$defs"]["Taken"] = _TAKEN


def _or_taken(written: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {
        key: value for key, value in written.items() if key in ("description", "default")
    }
    inner = {key: value for key, value in written.items() if key not in kept}
    return {**kept, "anyOf": [{"$ref": "#/$defs/Taken"}, inner]}
