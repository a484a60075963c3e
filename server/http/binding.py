"""From a raw request to validated models, collecting every fault on the way."""

from __future__ import annotations

import datetime as dt
import json
import re
import types
import typing
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from flask import Request
from pydantic import ValidationError
from pydantic.fields import FieldInfo
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from server.errors import Fault
from server.http.fault_messages import fault_from_pydantic, repeated
from server.http.types import Model

M = TypeVar("M", bound=Model)

_CHUNK_BYTES: Final = 64 * 1024
_INTEGER: Final = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_DECIMAL: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?", re.ASCII)


def read_body(request: Request, limit_bytes: int) -> bytes:
    """Return the whole body.

    The stream is read one byte past the limit because a chunked body announces no length.

    Raises
    ------
    RequestEntityTooLarge
        If there is more than `limit_bytes`.
    BadRequest
        If it ends before its announced length, or within a chunk.
    """
    if (request.content_length or 0) > limit_bytes:
        raise RequestEntityTooLarge
    body = bytearray()
    while chunk := _chunk(request, min(_CHUNK_BYTES, limit_bytes + 1 - len(body))):
        body += chunk
        if len(body) > limit_bytes:
            raise RequestEntityTooLarge
    if request.content_length is not None and len(body) < request.content_length:
        raise BadRequest
    return bytes(body)


def _chunk(request: Request, most_bytes: int) -> bytes:
    """Return what comes next; that a sender goes away within a chunk is no fault of ours."""
    try:
        return request.stream.read(most_bytes)
    except OSError as error:
        raise BadRequest from error


def parse_json(body: bytes) -> Any:
    """Return the JSON value in `body`.

    NaN and Infinity are not JSON; they are read all the same, because every number type refuses
    them, and then the answer can say where they stand.

    Raises
    ------
    BadRequest
        If `body` is not UTF-8 JSON.
    """
    try:
        return json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadRequest from error


def _pointer(location: Iterable[int | str]) -> str:
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in location)


@dataclass(frozen=True, slots=True)
class BoundBody(Generic[M]):
    """A body as its model.

    Parameters
    ----------
    value
        None when the body has faults.
    usable
        The body without its faulty fields, where that still is a whole model: what its content
        can be checked by, so that form and content are faulted together.
    """

    value: M | None
    faults: list[Fault]
    usable: M | None


def whole(value: M) -> BoundBody[M]:
    """Return a body without faults."""
    return BoundBody(value, [], value)


def is_bodiless(request: Request) -> bool:
    """Return whether a request announces no body, whatever kind it would be of."""
    return not request.content_length and "Transfer-Encoding" not in request.headers


def bind_body(request: Request, model: type[M], limit_bytes: int) -> BoundBody[M]:
    """Return the body as `model`, or every fault in it.

    Raises
    ------
    UnsupportedMediaType
        If the body is not declared as JSON.
    """
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    sent = parse_json(read_body(request, limit_bytes))
    try:
        value = model.model_validate(sent)
    except ValidationError as error:
        found = error.errors()
        faults = [fault_from_pydantic(e, _pointer(e["loc"])) for e in found]
        faulty = {e["loc"][0] for e in found if e["loc"]}
        return BoundBody(None, faults, _without(sent, faulty, model))
    return whole(value)


def _without(sent: Any, faulty: set[int | str], model: type[M]) -> M | None:
    if not isinstance(sent, dict):
        return None
    try:
        return model.model_validate({k: v for k, v in sent.items() if k not in faulty})
    except ValidationError:
        return None


def _base_type(annotation: Any) -> Any:
    """Return the plain type inside `Annotated` and `… | None`; list types stay generic."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _base_type(typing.get_args(annotation)[0])
    if origin in (types.UnionType, typing.Union):
        inner = [a for a in typing.get_args(annotation) if a is not type(None)]
        return _base_type(inner[0])
    return annotation


def _from_text(raw: str, kind: Any) -> Any:
    """Return what `raw` says as JSON would; text that fits no form stays text and is refused."""
    if kind is int and _INTEGER.fullmatch(raw):
        return int(raw)
    if kind is float and _DECIMAL.fullmatch(raw):
        return float(raw)
    if kind is bool and raw in ("true", "false"):
        return raw == "true"
    return raw


def _typed_value(values: list[str], field: FieldInfo) -> Any:
    kind = _base_type(field.annotation)
    if typing.get_origin(kind) in (list, tuple):
        item = _base_type(typing.get_args(kind)[0])
        return [_from_text(value, item) for value in values]
    if kind is dt.date:
        return values[0]
    return _from_text(values[0], kind)


def _is_repeatable(field: FieldInfo) -> bool:
    return typing.get_origin(_base_type(field.annotation)) in (list, tuple)


def bind_query(args: MultiDict[str, str], model: type[M]) -> tuple[M | None, list[Fault]]:
    """Return the query string as `model`, or every fault in it."""
    return bind_texts(args, model, lambda name: f"?{name}")


def bind_texts(
    args: MultiDict[str, str], model: type[M], pointer: Callable[[str], str]
) -> tuple[M | None, list[Fault]]:
    """Return named texts, as a query or a form has them, as `model`, or every fault in them.

    Parameters
    ----------
    pointer
        Says where a name stands.
    """
    raw: dict[str, Any] = {}
    faults: list[Fault] = []
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    for name in args:
        field = fields.get(name)
        values = args.getlist(name)
        if field is None:
            raw[name] = values[0]
            continue
        if len(values) > 1 and not _is_repeatable(field):
            faults.append(repeated(pointer(name)))
        raw[name] = _typed_value(values, field)
    try:
        bound = model.model_validate(raw)
    except ValidationError as error:
        faults += [fault_from_pydantic(e, pointer(_first(e["loc"]))) for e in error.errors()]
        return None, faults
    return (None, faults) if faults else (bound, [])


def _first(location: tuple[int | str, ...]) -> str:
    return str(location[0]) if location else ""
