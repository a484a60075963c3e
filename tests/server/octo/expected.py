"""What OCTO's core says of each answer: field → kinds, required all, as JSON Schema.

Written from the specification (docs.octo.travel, OCTO API Core).
"""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

TEXT: dict[str, Any] = {"type": "string"}
TEXT_OR_NULL: dict[str, Any] = {"type": ["string", "null"]}
YES_NO: dict[str, Any] = {"type": "boolean"}
COUNT: dict[str, Any] = {"type": "integer"}
COUNT_OR_NULL: dict[str, Any] = {"type": ["integer", "null"]}
LOCAL = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$"}
UTC = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
UTC_OR_NULL: dict[str, Any] = {"anyOf": [UTC, {"type": "null"}]}
UUID = {"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}


def one_of(*words: str) -> dict[str, Any]:
    return {"enum": list(words)}


def some(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def thing(**fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields)}


def or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


CONTACT_FIELDS = some(
    one_of("firstName", "lastName", "emailAddress", "phoneNumber", "country", "notes", "locales")
)
STATUS = one_of("ON_HOLD", "CONFIRMED", "EXPIRED", "CANCELLED", "REDEEMED", "PENDING", "REJECTED")
OPENING_HOURS = some(thing(**{"from": TEXT, "to": TEXT}))

SUPPLIER = thing(
    id=TEXT,
    name=TEXT,
    endpoint={"type": "string", "pattern": "^https?://"},
    contact=thing(
        website=TEXT_OR_NULL, email=TEXT_OR_NULL, telephone=TEXT_OR_NULL, address=TEXT_OR_NULL
    ),
)
UNIT = thing(
    id=TEXT,
    internalName=TEXT,
    reference=TEXT_OR_NULL,
    type=one_of(
        "ADULT",
        "YOUTH",
        "CHILD",
        "INFANT",
        "FAMILY",
        "SENIOR",
        "STUDENT",
        "MILITARY",
        "OTHER",
    ),
    requiredContactFields=CONTACT_FIELDS,
    restrictions=thing(
        minAge=COUNT,
        maxAge=COUNT,
        idRequired=YES_NO,
        minQuantity=COUNT_OR_NULL,
        maxQuantity=COUNT_OR_NULL,
        paxCount=COUNT,
        accompaniedBy=some(TEXT),
    ),
)
OPTION = thing(
    id=TEXT,
    default=YES_NO,
    internalName=TEXT,
    reference=TEXT_OR_NULL,
    availabilityLocalStartTimes=some({"type": "string", "pattern": r"^\d\d:\d\d$"}),
    cancellationCutoff=TEXT,
    cancellationCutoffAmount=COUNT,
    cancellationCutoffUnit=one_of("hour", "minute", "day"),
    requiredContactFields=CONTACT_FIELDS,
    restrictions=thing(minUnits=COUNT_OR_NULL, maxUnits=COUNT_OR_NULL),
    units=some(UNIT),
)
PRODUCT = thing(
    id=TEXT,
    internalName=TEXT,
    reference=TEXT_OR_NULL,
    locale=TEXT,
    timeZone=TEXT,
    allowFreesale=YES_NO,
    instantConfirmation=YES_NO,
    instantDelivery=YES_NO,
    availabilityRequired=YES_NO,
    availabilityType=one_of("START_TIME", "OPENING_HOURS"),
    deliveryFormats=some(one_of("PDF_URL", "QRCODE")),
    deliveryMethods=some(one_of("VOUCHER", "TICKET")),
    redemptionMethod=one_of("DIGITAL", "PRINT", "MANIFEST"),
    options={**some(OPTION), "minItems": 1},
)
AVAILABLE = one_of("AVAILABLE", "FREESALE", "SOLD_OUT", "LIMITED", "CLOSED")
DAY = thing(
    localDate={"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
    available=YES_NO,
    status=AVAILABLE,
    vacancies=COUNT_OR_NULL,
    capacity=COUNT_OR_NULL,
    openingHours=OPENING_HOURS,
)
AVAILABILITY = thing(
    id=TEXT,
    localDateTimeStart=LOCAL,
    localDateTimeEnd=LOCAL,
    allDay=YES_NO,
    available=YES_NO,
    status=AVAILABLE,
    vacancies=COUNT_OR_NULL,
    capacity=COUNT_OR_NULL,
    maxUnits=COUNT_OR_NULL,
    utcCutoffAt=UTC,
    openingHours=OPENING_HOURS,
)
CONTACT = thing(
    fullName=TEXT_OR_NULL,
    firstName=TEXT_OR_NULL,
    lastName=TEXT_OR_NULL,
    emailAddress=TEXT_OR_NULL,
    phoneNumber=TEXT_OR_NULL,
    locales=some(TEXT),
    country=TEXT_OR_NULL,
    notes=TEXT_OR_NULL,
)
TICKET = thing(
    redemptionMethod=one_of("DIGITAL", "PRINT", "MANIFEST"),
    utcRedeemedAt=UTC_OR_NULL,
    deliveryOptions=some(thing(deliveryFormat=one_of("PDF_URL", "QRCODE"), deliveryValue=TEXT)),
)
BOOKING = thing(
    id=TEXT,
    uuid=UUID,
    testMode=YES_NO,
    resellerReference=TEXT_OR_NULL,
    supplierReference=TEXT_OR_NULL,
    status=STATUS,
    utcCreatedAt=UTC,
    utcUpdatedAt=UTC_OR_NULL,
    utcExpiresAt=UTC_OR_NULL,
    utcRedeemedAt=UTC_OR_NULL,
    utcConfirmedAt=UTC_OR_NULL,
    productId=TEXT,
    product=PRODUCT,
    optionId=TEXT,
    option=OPTION,
    cancellable=YES_NO,
    cancellation=or_null(
        thing(
            refund=one_of("FULL", "PARTIAL", "NONE"),
            reason=TEXT_OR_NULL,
            utcCancelledAt=UTC,
        )
    ),
    freesale=YES_NO,
    availabilityId=TEXT,
    availability=thing(
        id=TEXT,
        localDateTimeStart=LOCAL,
        localDateTimeEnd=LOCAL,
        allDay=YES_NO,
        openingHours=OPENING_HOURS,
    ),
    contact=CONTACT,
    notes=TEXT_OR_NULL,
    deliveryMethods=some(one_of("VOUCHER", "TICKET")),
    voucher=or_null(TICKET),
    unitItems=some(
        thing(
            uuid=UUID,
            resellerReference=TEXT_OR_NULL,
            supplierReference=TEXT_OR_NULL,
            unitId=TEXT,
            unit=UNIT,
            status=STATUS,
            utcRedeemedAt=UTC_OR_NULL,
            contact=CONTACT,
            ticket=or_null(TICKET),
        )
    ),
)
ERROR = thing(error=TEXT, errorMessage={"type": "string", "minLength": 1})


def holds(schema: dict[str, Any], value: Any) -> Any:
    """Fail unless `value` is as `schema` says; return it."""
    Draft202012Validator(schema).validate(value)
    return value
