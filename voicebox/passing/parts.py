"""What all parts of a bundle are made of: ids, names, and a shape that takes no other field."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

PupilId = Annotated[str, Field(pattern=r"^[0-9A-Za-z]{1,32}$")]
StoreId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
TalkId = Annotated[str, Field(pattern=r"^[0-9a-z]{1,40}$")]
EventId = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{1,50}$")]
OwnId = Annotated[str, Field(pattern=r"^[0-9a-z]{1,32}$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
PublicKey = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
Signature = Annotated[str, Field(pattern=r"^([0-9a-f]{128})?$")]
Name = Annotated[str, Field(max_length=200)]
Moment = Annotated[str, Field(max_length=40)]


class Part(BaseModel):
    """A part of a bundle: frozen, and without a field that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")
