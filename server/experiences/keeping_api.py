"""Offering experiences over HTTP: write, hand in, have reviewed, publish, withdraw, look back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import request
from sqlalchemy.orm import Session

from server.accounts.errors import OrganisationNotFound
from server.accounts.owners import owner_faults
from server.errors import Fault, Invalid
from server.experiences import examples, history, life, service
from server.experiences.access import for_insiders, taken, taken_for_review
from server.experiences.booked import booked
from server.experiences.content import content_of
from server.experiences.faults import content_faults, id_faults, null_faults
from server.experiences.history import Change
from server.experiences.models import Experience
from server.experiences.schemas import (
    ExperienceChangeIn,
    ExperienceIn,
    HistoryQuery,
    OwnExperienceQuery,
    PublishIn,
    RemarkIn,
    ReviewQuery,
    SubmitIn,
    content_with,
)
from server.experiences.views import (
    ExperienceHistoryOut,
    ExperienceListOut,
    ExperienceOut,
    experience_out,
    history_out,
)
from server.http.access import authorise, current_principal
from server.http.contract import NO_CONTENT, Answer, Contract, Handler, Reply
from server.http.language import content_languages
from server.http.links import link_header
from server.http.paging import (
    MAX_LIMIT,
    decode_cursor,
    decode_version,
    encode_cursor,
    page_links,
)
from server.http.types import Model
from server.regions.service import find_region
from server.services import services
from server.spots.query import unknown_region

contract = Contract("offering experiences")

_HERE: Final = "/v1/experiences/<identifier:experience_id>"
_THEIRS: Final = "/v1/organisations/<identifier:organisation_id>"
_KEY: Final = {"experience_id": examples.EXPERIENCE_ID}
_OWNER: Final = {"organisation_id": examples.ORGANISATION_ID}
_ASSOCIATION: Final = {"organisation_id": examples.ASSOCIATION_ID}
_REPLY: Final = Reply(
    200, "The experience as it is now", ExperienceOut, example=examples.KEPT, headers=("ETag",)
)


def _step(
    action: str, body: type[Model] | None = None, body_examples: Mapping[str, Any] | None = None
) -> Callable[[Handler], Handler]:
    """Declare a step of an experience's life, which is taken on the version that was seen."""
    return contract.operation(
        "POST",
        f"{_HERE}/{action}",
        path_examples=_KEY,
        body=body,
        body_examples=body_examples,
        reply=_REPLY,
        problems=(409,),
        if_match=True,
    )


def _change(action: str, remark: str = "") -> Change:
    return Change(action, current_principal().account_id, services().now(), remark)


def _out(experience: Experience) -> ExperienceOut:
    """Return an experience to its own people."""
    languages = content_languages(experience.region.languages)
    return experience_out(experience, languages, now=services().now(), inside=True)


def _shown(session: Session, experience: Experience) -> Answer:
    """Show an experience as it stands in the database, its association included."""
    session.flush()
    fresh = service.get_experience(session, experience.id)
    return Answer(_out(fresh), version=str(fresh.version))


def _options(body: ExperienceIn | ExperienceChangeIn) -> list[dict[str, Any]]:
    return [option.model_dump() for option in body.options or ()]


def _new_faults(body: ExperienceIn) -> list[Fault]:
    with services().database.reading() as session:
        return _faults_of_new(session, body)


def _faults_of_new(session: Session, body: ExperienceIn) -> list[Fault]:
    region = find_region(session, body.region)
    faults = [*owner_faults(session, body.organisation_id), *id_faults(_options(body), None)]
    if region is None:
        return [*faults, unknown_region("/region", body.region)]
    return [*faults, *content_faults(content_with({}, body), region)]


@contract.operation(
    "POST",
    "/v1/experiences",
    body=ExperienceIn,
    check_content=_new_faults,
    body_examples={"rice field": examples.RICE_FIELD},
    reply=Reply(
        201, "The draft", ExperienceOut, example=examples.KEPT, headers=("Location", "ETag")
    ),
)
def create_experience(body: ExperienceIn) -> Answer:
    """Write a new experience; nobody else sees it before it is handed in."""
    authorise(body.organisation_id, missing=OrganisationNotFound())
    with services().database.writing() as session:
        if faults := _faults_of_new(session, body):
            raise Invalid(faults)
        new = service.NewExperience(body.organisation_id, body.region, content_with({}, body))
        experience = service.create_experience(session, new, _change("created"))
        shown = _out(experience)
        return Answer(shown, {"Location": shown.links["self"]}, str(experience.version))


@contract.operation(
    "PATCH",
    _HERE,
    path_examples=_KEY,
    body=ExperienceChangeIn,
    body_examples={"larger groups": {"max_party": 10}},
    reply=_REPLY,
    if_match=True,
)
def update_experience(experience_id: str, body: ExperienceChangeIn) -> Answer:
    """Change what an experience says.

    What is left out stays. A published one shows the change at once, and the association that
    vouches for it sees that it changed. What is booked stays as it was booked.
    """
    with services().database.writing() as session:
        experience = taken(session, experience_id)
        content = content_with(content_of(experience), body)
        faults = [
            *null_faults({name: getattr(body, name) for name in sorted(body.model_fields_set)}),
            *id_faults(_options(body), experience),
            *content_faults(content, experience.region),
        ]
        if faults:
            raise Invalid(faults)
        service.change_experience(
            session, experience, content, _change("edited"), in_use=booked().in_use
        )
        return _shown(session, experience)


@contract.operation(
    "DELETE",
    _HERE,
    path_examples=_KEY,
    reply=Reply(NO_CONTENT, "Gone"),
    problems=(409,),
    if_match=True,
)
def delete_experience(experience_id: str) -> Answer:
    """Take an experience away for good, unless people have booked times to come."""
    with services().database.writing() as session:
        service.delete_experience(session, taken(session, experience_id), _change("deleted"))
    return Answer()


@_step("submit", body=SubmitIn, body_examples={"town": {"association_id": examples.ASSOCIATION_ID}})
def submit_experience(experience_id: str, body: SubmitIn) -> Answer:
    """Ask a tourism association or a municipality to look at an experience and vouch for it."""
    with services().database.writing() as session:
        experience = taken(session, experience_id)
        life.submit(session, experience, body.association_id, _change("submitted"))
        return _shown(session, experience)


@_step(
    "return",
    body=RemarkIn,
    body_examples={"meeting point": {"remark": "集合場所の写真と目印を書き足してください。"}},
)
def return_experience(experience_id: str, body: RemarkIn) -> Answer:
    """Give an experience that was handed in back to its guide, with a remark."""
    with services().database.writing() as session:
        experience = taken_for_review(session, experience_id)
        life.send_back(session, experience, _change("returned", body.remark))
        return _shown(session, experience)


@_step("publish", body=PublishIn, body_examples={"a year": {}})
def publish_experience(experience_id: str, body: PublishIn) -> Answer:
    """Let everybody see and book an experience, and vouch for it for a while.

    Also lifts a suspension. For one that is published it renews the mark, for what it says now.
    """
    with services().database.writing() as session:
        experience = taken_for_review(session, experience_id)
        life.publish(session, experience, body.vouched_until, _change("published"))
        return _shown(session, experience)


@_step(
    "suspend",
    body=RemarkIn,
    body_examples={
        "complaints": {"remark": "安全面の確認が必要なため、一時的に公開を停止します。"}
    },
)
def suspend_experience(experience_id: str, body: RemarkIn) -> Answer:
    """Take a published experience out of sight, as its association; what is booked stands."""
    with services().database.writing() as session:
        experience = taken_for_review(session, experience_id)
        life.suspend(session, experience, _change("suspended", body.remark))
        return _shown(session, experience)


@_step("withdraw")
def withdraw_experience(experience_id: str) -> Answer:
    """Take an experience out of sight, as its guide; what is booked stands."""
    with services().database.writing() as session:
        experience = taken(session, experience_id)
        life.withdraw(session, experience, _change("withdrawn"))
        return _shown(session, experience)


def _page(found: list[Experience], limit: int) -> Answer:
    page = [_out(experience) for experience in found[:limit]]
    cursor = encode_cursor(page[-1].id) if len(found) > limit else None
    links = page_links(request.path, request.args, cursor)
    return Answer(ExperienceListOut(experiences=page, links=links), link_header(links))


def _after(cursor: str | None) -> str | None:
    return str(decode_cursor(cursor, str)[0]) if cursor else None


@contract.operation(
    "GET",
    f"{_THEIRS}/experiences",
    path_examples=_OWNER,
    query=OwnExperienceQuery,
    reply=Reply(200, "A page of experiences", ExperienceListOut, example=examples.KEPT_LIST),
)
def list_own_experiences(organisation_id: str, query: OwnExperienceQuery) -> Answer:
    """List a guide's experiences in every state."""
    authorise(organisation_id, missing=OrganisationNotFound())
    limit, after = min(query.limit, MAX_LIMIT), _after(query.cursor)
    with services().database.reading() as session:
        found = service.list_own_experiences(
            session, organisation_id, status=query.status, limit=limit + 1, after=after
        )
        return _page(found, limit)


@contract.operation(
    "GET",
    f"{_THEIRS}/experiences-to-review",
    path_examples=_ASSOCIATION,
    query=ReviewQuery,
    reply=Reply(200, "A page of experiences", ExperienceListOut, example=examples.REVIEW_LIST),
)
def list_experiences_to_review(organisation_id: str, query: ReviewQuery) -> Answer:
    """List what an association was asked to look at, or should look at again.

    Unless a state is named: what was handed in, what changed since it was published or suspended,
    and what nobody vouches for any more because the time is over.
    """
    authorise(organisation_id, missing=OrganisationNotFound())
    limit, after = min(query.limit, MAX_LIMIT), _after(query.cursor)
    with services().database.reading() as session:
        found = service.list_to_review(
            session,
            organisation_id,
            status=query.status,
            limit=limit + 1,
            after=after,
            now=services().now(),
        )
        return _page(found, limit)


@contract.operation(
    "GET",
    f"{_HERE}/history",
    path_examples=_KEY,
    query=HistoryQuery,
    reply=Reply(200, "Who did what", ExperienceHistoryOut, example=examples.HISTORY),
)
def list_experience_history(experience_id: str, query: HistoryQuery) -> Answer:
    """Show who did what with an experience, the latest first, to the guide and the association."""
    limit = min(query.limit, MAX_LIMIT)
    before = decode_version(query.cursor) if query.cursor else None
    with services().database.reading() as session:
        experience = for_insiders(session, experience_id)
        found = history.list_changes(session, experience.id, limit=limit + 1, before=before)
        following = encode_cursor(float(found[limit - 1].version)) if len(found) > limit else None
        links = page_links(request.path, request.args, following)
        return Answer(history_out(found, limit, links), link_header(links))
