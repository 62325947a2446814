"""Key slots: a random data key, wrapped once for each way of opening the store.

`keyslots.json` lies beside the talks file:

    {"version": 1, "store": ID, "slots": [SLOT, ...], "check": SHA-256}

`check` is over the rest as canonical JSON: it tells a damaged file from a wrong key. It is no
protection; the slots are, each by AES-256-GCM with the store's id and the slot's own fields bound
in. A slot is `{"kind": ..., "id": ..., "nonce": hex, "wrapped": hex}` and the fields of its kind,
which are bound in likewise:

- `device`: its key is a file of 32 random bytes in the user's config folder, named by the store's
  id (`STORE.key`), or by the store's and the slot's (`STORE.SLOT.key`), since a backup that was
  brought back beside its store has the store's id too;
- `sitting`: the same, for a while (`sitting`);
- `keyring`: its key is kept by the system's keyring (`ring`);
- `passphrase` and `recovery`: opened by words that a person has (`passphrases`, `recovery`).
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from voicebox.errors import KeyMissing, StoreDamaged, StoreError, StoreTooNew, WrongKey
from voicebox.locations import write_private
from voicebox.store.faults import RESTORE

VERSION = 1
FILE_NAME = "keyslots.json"
KEY_BYTES = 32
_NONCE_BYTES = 12
LARGEST = 64 * 1024
_STORE_ID = re.compile("[0-9a-f]{32}")

Slot = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KeySlots:
    """What `keyslots.json` says: whose slots these are, and the slots."""

    store: str
    slots: tuple[Slot, ...]

    @property
    def short(self) -> str:
        """The store's id as people tell one store from another by it: eight digits."""
        return self.store[:8]

    def of(self, *kinds: str) -> tuple[Slot, ...]:
        """The slots of these kinds."""
        return tuple(slot for slot in self.slots if slot["kind"] in kinds)

    def without(self, *kinds: str) -> KeySlots:
        """The same, but for the slots of these kinds."""
        return KeySlots(self.store, tuple(s for s in self.slots if s["kind"] not in kinds))

    def joined_by(self, *more: Slot) -> KeySlots:
        """The same, and more."""
        return KeySlots(self.store, (*self.slots, *more))


def new_store_id() -> str:
    """A store's id: 32 hexadecimal digits, never secret."""
    return secrets.token_hex(16)


def new_key() -> bytes:
    """A random key, for data or for a slot."""
    return secrets.token_bytes(KEY_BYTES)


def device_key_file(keys: Path, store: str) -> Path:
    """Where the device key lies that was made with the store."""
    return keys / f"{store}.key"


def slot_key_file(keys: Path, store: str, slot: Slot) -> Path:
    """Where the key of a device slot or of a sitting lies."""
    if slot["kind"] == "sitting":
        return keys / f"{store}.{slot['id']}.sitting"
    own = keys / f"{store}.{slot['id']}.key"
    return own if own.exists() else device_key_file(keys, store)


def new_slot(kind: str, **fields: Any) -> Slot:
    """A slot that holds no key yet; `closed_with` gives it one."""
    return {"kind": kind, "id": secrets.token_hex(8), **fields}


def closed_with(slot: Slot, store: str, data_key: bytes, key: bytes) -> Slot:
    """The slot, holding the data key wrapped with the 32 bytes `key`."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    wrapped = AESGCM(key).encrypt(nonce, data_key, _bound(store, slot))
    return {**slot, "nonce": nonce.hex(), "wrapped": wrapped.hex()}


def opened_with(slot: Slot, store: str, key: bytes) -> bytes | None:
    """The data key that a slot holds, or None where this key is not the slot's."""
    try:
        nonce, wrapped = bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["wrapped"])
        return AESGCM(key).decrypt(nonce, wrapped, _bound(store, slot))
    except (InvalidTag, ValueError):
        return None


def device_slot(store: str, data_key: bytes, device_key: bytes) -> Slot:
    """A slot that the device key opens."""
    return closed_with(new_slot("device"), store, data_key, device_key)


def write_slots(path: Path, slots: KeySlots) -> None:
    """Write the key slots, whole or not at all.

    Raises:
        StoreError: they cannot be written; those before still stand.
    """
    write_private(path, encode(slots))


def encode(slots: KeySlots) -> bytes:
    """The bytes of `keyslots.json`."""
    content = {"version": VERSION, "store": slots.store, "slots": [dict(s) for s in slots.slots]}
    text = json.dumps({**content, "check": _check(content)}, indent=2, sort_keys=True)
    return text.encode("ascii") + b"\n"


def read_slots(path: Path) -> KeySlots:
    """Read and check `keyslots.json`.

    Raises:
        StoreDamaged: it is not as it was written.
        StoreTooNew: a newer voicebox wrote it.
        StoreError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return decode(file.read(LARGEST), path)
    except OSError as error:
        raise StoreError(
            f"The key slots {path} cannot be read: {error.strerror}.",
            mend="Check that you may read the file.",
        ) from error


def decode(written: bytes, path: Path) -> KeySlots:
    """The key slots in the bytes of a `keyslots.json`; `path` is for messages.

    Raises:
        StoreDamaged: they are not as they were written.
        StoreTooNew: a newer voicebox wrote them.
    """
    try:
        content = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise _damaged(path) from error
    if not isinstance(content, dict) or not isinstance(content.get("version"), int):
        raise _damaged(path)
    if content["version"] > VERSION:
        raise StoreTooNew(
            f"A newer voicebox wrote {path}.", mend="Install the newer voicebox to open it."
        )
    if content["version"] < VERSION:
        raise _damaged(path)
    return _checked(content, path)


def data_key(slots: KeySlots, keys: Path) -> bytes:
    """Open the device slot with the key that lies in the folder `keys`.

    Raises:
        KeyMissing: the key is not there; the line says where it was sought.
        WrongKey: there is no device slot, or the key is another one.
    """
    devices = slots.of("device")
    if not devices:
        raise WrongKey(
            "This store has no key for this computer.",
            mend="Open it with the voicebox that locked it.",
        )
    path = slot_key_file(keys, slots.store, devices[0])
    for slot in devices:
        path = slot_key_file(keys, slots.store, slot)
        opened = opened_with(slot, slots.store, _read_device_key(path))
        if opened is not None:
            return opened
    raise WrongKey(f"The key in {path} does not open this store.", mend=_bring_back(path))


def _read_device_key(path: Path) -> bytes:
    try:
        key = read_key(path)
    except FileNotFoundError as error:
        raise KeyMissing(
            f"The key of this store is not in {path}.", mend=_bring_back(path)
        ) from error
    except OSError as error:
        raise WrongKey(
            f"The key of this store in {path} cannot be read: {error.strerror}.",
            mend="Check that you may read the file.",
        ) from error
    if len(key) != KEY_BYTES:
        raise WrongKey(f"The key in {path} is damaged.", mend=_bring_back(path))
    return key


def read_key(path: Path) -> bytes:
    """The key in a file: 32 bytes, unless the file is damaged.

    Raises:
        OSError: it is not there, or cannot be read.
    """
    with path.open("rb") as file:
        return file.read(KEY_BYTES + 1)


def _bring_back(path: Path) -> str:
    return (
        f"The talks are still there: bring back {path.name} from a copy of the keys folder, or "
        "from the computer that the talks were copied from; or name its folder with "
        "VOICEBOX_KEYS. A backup made by voicebox has no such key, and opens by its own "
        "passphrase: voicebox restore FILE --into FOLDER"
    )


def _bound(store: str, slot: Slot) -> bytes:
    fields = {name: slot[name] for name in slot if name not in ("nonce", "wrapped")}
    return _canonical({"version": VERSION, "store": store, "slot": fields})


def _checked(content: dict[str, Any], path: Path) -> KeySlots:
    check = content.pop("check", None)
    store, slots = content.get("store"), content.get("slots")
    if check != _check(content) or not isinstance(store, str) or not _STORE_ID.fullmatch(store):
        raise _damaged(path)
    if not isinstance(slots, list) or not all(map(_is_slot, slots)):
        raise _damaged(path)
    return KeySlots(store, tuple(slots))


def _is_slot(slot: object) -> bool:
    if not isinstance(slot, dict):
        return False
    fields: Sequence[object] = [slot.get(name) for name in ("kind", "id", "nonce", "wrapped")]
    return all(isinstance(field, str) for field in fields)


def _damaged(path: Path) -> StoreDamaged:
    return StoreDamaged(f"The key slots {path} are damaged.", mend=RESTORE)


def _check(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical(content)).hexdigest()


def _canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")
