import { todayIn } from "../../plan/wall";
import { organisation, region } from "../../staff/session";
import { Callout } from "../../ui/pieces";
import { Entry, faultsFrom, type Kind, wordsOf } from "../pieces/Entry";
import { zoneHere } from "../pieces/here";
import { nameIn } from "../pieces/texts";
import { Fields } from "./Fields";
import { changeOf, type Event, type EventForm, formOf, lacksOf, newEvent } from "./form";
import { eventStatements } from "./statements";
import { t } from "./words";

const currency = () => region.value?.currency ?? "JPY";

const NAMED = [
  "first_date",
  "last_date",
  "begins_at",
  "closes_at",
  "remark",
  "name_kana",
  "place_name",
  "address",
  "access",
  "parking",
  "fee_text",
  "fee_minor",
  "capacity",
  "application_from",
  "application_until",
  "category",
  "organiser",
  "contact",
  "phone",
  "url",
  "listed_id",
] as const;

const EVENT: Kind<Event, EventForm> = {
  path: "/v1/events",
  part: "events",
  words: () => wordsOf(t),
  blank: () => newEvent(todayIn(zoneHere())),
  formOf: (event) => formOf(event, currency()),
  lacks: (form) => faultsFrom(lacksOf(form), (lack) => t(`lack.${lack}`)),
  bodyOf: (form) => ({
    organisation_id: organisation.value?.id,
    region: region.value?.code,
    ...changeOf(form, currency()),
  }),
  changeOf: (form) => changeOf(form, currency()),
  labels: () => ({
    "/names": t("words.name"),
    "/names/ja": t("words.name"),
    "/descriptions": t("words.description"),
    "/lat": t("where"),
    "/lon": t("where"),
    ...Object.fromEntries(NAMED.map((name) => [`/${name}`, t(name)])),
  }),
  statements: eventStatements,
  nameOf: (form) => nameIn(form.texts, "name"),
  isOver: (event) => event.removed_at !== null,
  about: (event) => event.removed_at && <Callout tone="plain">{t("ended.note")}</Callout>,
  fields: (props) => <Fields {...props} />,
};

export function Editor({ id }: { id: string | null }) {
  return <Entry kind={EVENT} id={id} />;
}
