"""Operations: what each address accepts and answers, said once beside its handler.

The same declaration binds requests, serialises replies and writes `openapi.yaml`, so that the
contract cannot drift from the code.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from flask import Blueprint, Response, current_app, request
from pydantic import BaseModel

from server.errors import Fault, Invalid, PreconditionFailed
from server.http.access import admit, require_authorised
from server.http.binding import BoundBody, bind_body, bind_query, is_bodiless, whole
from server.http.packed import Packed, packed_response
from server.http.types import Model
from server.http.uploads import Upload, bind_form
from server.http.versions import tag_version
from server.permissions import PERMISSIONS, Rule

JSON: Final = "application/json"
GEOJSON: Final = "application/geo+json"
NO_CONTENT: Final = 204
_IF_MATCH: Final = "HTTP_IF_MATCH"

MAX_BODY_BYTES: Final = "YORIMICHI_MAX_BODY_BYTES"
"""Flask configuration key for the largest body that an operation reads."""


class NoQuery(Model):
    """Takes no query parameters; any is a fault."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A successful answer as the contract describes it.

    Parameters
    ----------
    model
        Shape of a JSON answer; None for text such as GPX.
    example
        A complete example value.
    links
        OpenAPI links: name → {operationId, parameters}.
    """

    status: int
    description: str
    model: type[BaseModel] | None = None
    media_type: str = JSON
    example: Any = None
    links: Mapping[str, Any] = field(default_factory=dict)
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a handler returns: content and the headers that belong to it.

    Parameters
    ----------
    version
        Name of the state that is shown, where changes must say on which one they are made; see
        `server.http.versions`.
    """

    content: BaseModel | str | bytes | Packed = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    version: str | None = None


ContentCheck = Callable[[Any], list[Fault]]
"""Returns the faults in what a well-formed body says; asked when others are known already."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one address."""

    method: str
    path: str
    operation_id: str
    summary: str
    description: str
    tag: str
    rule: Rule
    reply: Reply
    query: type[Model] = NoQuery
    body: type[Model] | None = None
    body_examples: Mapping[str, Any] = field(default_factory=dict)
    path_examples: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[int, ...] = ()
    check_content: ContentCheck | None = None
    if_match: bool = False
    upload: Upload | None = None
    idempotent: bool = False
    body_optional: bool = False


Handler = Callable[..., Answer]


class Contract:
    """One domain's operations and the Flask blueprint that serves them.

    Parameters
    ----------
    permissions
        The rule of each operation.
    """

    def __init__(self, name: str, permissions: Mapping[str, Rule] = PERMISSIONS) -> None:
        self.name = name
        self.permissions = permissions
        self.blueprint = Blueprint(name, __name__)
        self.operations: list[Operation] = []

    def operation(
        self,
        method: str,
        path: str,
        *,
        reply: Reply,
        query: type[Model] = NoQuery,
        body: type[Model] | None = None,
        body_examples: Mapping[str, Any] | None = None,
        path_examples: Mapping[str, str] | None = None,
        problems: tuple[int, ...] = (),
        check_content: ContentCheck | None = None,
        if_match: bool = False,
        upload: Upload | None = None,
        idempotent: bool = False,
        body_optional: bool = False,
    ) -> Callable[[Handler], Handler]:
        """Declare the decorated handler as `method` on `path`.

        The handler's name becomes the `operationId`, its docstring's first line the summary. It is
        called with the path parameters, and with `query` and `body` where those are declared. With
        `if_match` it calls `server.http.versions.require_version`. With `upload` the body is a
        form: the handler gets the file as `file`, its other parts as `body`. What is `idempotent`
        is done through `server.idempotency.once`. Where the body is `body_optional`, none at all is
        as good as an empty object.

        Raises
        ------
        KeyError
            If the permissions have no rule for it.
        """

        def decorate(handler: Handler) -> Handler:
            summary, _, rest = (handler.__doc__ or "").partition("\n")
            declared = Operation(
                method=method,
                path=path,
                operation_id=handler.__name__,
                summary=summary.strip().rstrip("."),
                description=" ".join(rest.split()),
                tag=self.name,
                rule=self.permissions[handler.__name__],
                reply=reply,
                query=query,
                body=body,
                body_examples=body_examples or {},
                path_examples=path_examples or {},
                problems=problems,
                check_content=check_content,
                if_match=if_match,
                upload=upload,
                idempotent=idempotent,
                body_optional=body_optional,
            )
            self.operations.append(declared)
            self.blueprint.add_url_rule(
                path,
                endpoint=handler.__name__,
                view_func=functools.wraps(handler)(functools.partial(_serve, declared, handler)),
                methods=[method],
            )
            return handler

        return decorate


def _serve(operation: Operation, handler: Handler, /, **path_values: str) -> Response:
    admit(operation.rule)
    arguments: dict[str, Any] = dict(path_values)
    query, faults = bind_query(request.args, operation.query)
    if operation.query is not NoQuery:
        arguments["query"] = query
    if operation.body is not None:
        body = _bound_body(operation, operation.body, arguments)
        faults += body.faults
        if faults and body.usable is not None and operation.check_content is not None:
            faults += operation.check_content(body.usable)
    if faults:
        raise Invalid(faults)
    answer = handler(**arguments)
    require_authorised()
    return respond(answer, operation.reply)


def _bound_body(
    operation: Operation, model: type[Model], arguments: dict[str, Any]
) -> BoundBody[Model]:
    """Read the body and put what it holds among the handler's arguments."""
    if operation.body_optional and is_bodiless(request):
        bound = whole(model())
    elif operation.upload is None:
        bound = bind_body(request, model, current_app.config[MAX_BODY_BYTES])
    else:
        form = bind_form(request, model, operation.upload)
        bound, arguments["file"] = form, form.file
    arguments["body"] = bound.value
    return bound


def respond(answer: Answer, reply: Reply) -> Response:
    """Serialise `answer` as `reply` declares, with an ETag on reads."""
    content = answer.content
    if isinstance(content, Packed):
        response = packed_response(content, reply.media_type)
    else:
        payload = (
            content.model_dump_json(exclude_none=False)
            if isinstance(content, BaseModel)
            else content
        )
        response = Response(payload, reply.status, mimetype=reply.media_type)
    if reply.status == NO_CONTENT:
        del response.headers["Content-Type"]
    response.headers.update(answer.headers)
    if answer.version is not None:
        tag_version(response, answer.version)
    if not reply.media_type.startswith("image/") and not isinstance(content, Packed):
        response.vary.add("Accept-Language")
    if request.method in ("GET", "HEAD"):
        response.headers.setdefault("Cache-Control", "no-cache")
        if not response.is_streamed:
            response.add_etag()
        _require_as_seen(response)
        response.make_conditional({k: v for k, v in request.environ.items() if k != _IF_MATCH})
    return response


def _require_as_seen(response: Response) -> None:
    """Refuse a read whose `If-Match` names other states than this one (RFC 9110, 13.1.1)."""
    wanted, (shown, _) = request.if_match, response.get_etag()
    if wanted and not wanted.star_tag and shown not in wanted.as_set():
        raise PreconditionFailed
