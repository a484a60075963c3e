import { type Faults, faultAt } from "../../staff/faults";
import { Select, TextField } from "../../staff/form";
import { organisation, region } from "../../staff/session";
import { TextsEditor } from "../../staff/texts/TextsEditor";
import { Segments } from "../../ui/controls";
import { Callout } from "../../ui/pieces";
import { Entry, type Kind as EntryKind, type FieldsProps } from "../pieces/Entry";
import { zoneHere } from "../pieces/here";
import { SpotList } from "../pieces/SpotList";
import { todayIn } from "../pieces/zone";
import {
  BOOSTS,
  type Campaign,
  type CampaignForm,
  changeOf,
  formOf,
  KINDS,
  lacksOf,
  newCampaign,
  percentOf,
} from "./form";
import { t } from "./words";

const CAMPAIGN: EntryKind<Campaign, CampaignForm> = {
  path: "/v1/campaigns",
  part: "campaigns",
  words: () => ({
    list: t("title"),
    new: t("new"),
    edit: t("edit"),
    post: t("post"),
    posted: t("posted"),
    saved: t("saved"),
    end: t("end"),
    endAsk: t("end.ask"),
    endLead: t("end.lead"),
    ended: t("ended"),
  }),
  blank: () => newCampaign(todayIn(zoneHere())),
  formOf,
  lacks: (form) =>
    Object.fromEntries(Object.entries(lacksOf(form)).map(([at, lack]) => [at, t(`lack.${lack}`)])),
  bodyOf: (form) => ({ organisation_id: organisation.value?.id, ...changeOf(form) }),
  changeOf,
  labels: () => ({
    "/titles": t("words.title"),
    "/titles/ja": t("words.title"),
    "/descriptions": t("words.description"),
    "/valid_from": t("from"),
    "/valid_until": t("until"),
    "/spot_ids": t("spots"),
    "/boost": t("boost"),
  }),
  isOver: (one) => one.ended_at !== null,
  about: (one) => one.ended_at && <Callout tone="plain">{t("ended.note")}</Callout>,
  fields: (props) => <Fields {...props} />,
};

export function Editor({ id }: { id: string | null }) {
  return <Entry kind={CAMPAIGN} id={id} />;
}

function Fields({ form, onChange, faults }: FieldsProps<Campaign, CampaignForm>) {
  const own = percentOf(form.boost);
  const shares = [...new Set<number>([...BOOSTS, own])].sort((a, b) => a - b);
  return (
    <>
      <section class="card section">
        <h2>{t("words")}</h2>
        <p class="note">{t("words.hint")}</p>
        <TextsEditor
          parts={[
            { key: "title", label: t("words.title"), at: (to) => `/titles/${to}`, required: true },
            {
              key: "description",
              label: t("words.description"),
              at: (to) => `/descriptions/${to}`,
              rows: 4,
            },
          ]}
          value={form.texts}
          languages={["ja", "en"]}
          faults={textFaults(faults)}
          onChange={(texts) => onChange({ ...form, texts })}
        />
      </section>
      <section class="card section">
        <Segments
          legend={t("kind")}
          name="kind"
          value={form.kind}
          choices={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
          onChange={(kind) => onChange({ ...form, kind })}
        />
        <div class="columns">
          <TextField
            at="/valid_from"
            type="date"
            label={t("from")}
            value={form.from}
            faults={faults}
            required
            onInput={(from) => onChange({ ...form, from })}
          />
          <TextField
            at="/valid_until"
            type="date"
            label={t("until")}
            value={form.until}
            faults={faults}
            required
            onInput={(until) => onChange({ ...form, until })}
          />
        </div>
        <Select
          at="/boost"
          label={t("boost")}
          hint={t("boost.hint")}
          value={String(own)}
          faults={faults}
          options={shares.map((share) => ({ value: String(share), label: shareInWords(share) }))}
          onChange={(share) => onChange({ ...form, boost: Number(share) / 100 })}
        />
      </section>
      <section class="card section" id="field-spot-ids" tabIndex={-1}>
        <h2>{t("spots")}</h2>
        <p class="note">{t("spots.hint")}</p>
        {faultAt(faults, "/spot_ids") && <p class="fault">{faultAt(faults, "/spot_ids")}</p>}
        <SpotList
          region={region.value?.code ?? ""}
          ids={form.spotIds}
          onChange={(spotIds) => onChange({ ...form, spotIds })}
        />
      </section>
    </>
  );
}

function shareInWords(percent: number): string {
  const offered = BOOSTS.find((one) => one === percent);
  return offered === undefined ? t("boost.own", { percent }) : t(`boost.${offered}`);
}

/** A fault of all names together is shown at the first. */
function textFaults(faults: Faults): Faults {
  return faults["/titles"] ? { ...faults, "/titles/ja": faults["/titles"] } : faults;
}
