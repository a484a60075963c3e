import { todayIn } from "../../plan/wall";
import { faultAt } from "../../staff/faults";
import { Select, TextField } from "../../staff/form";
import { organisation, region } from "../../staff/session";
import { Segments } from "../../ui/controls";
import { Callout } from "../../ui/pieces";
import {
  Entry,
  type Kind as EntryKind,
  type FieldsProps,
  faultsFrom,
  wordsOf,
} from "../pieces/Entry";
import { zoneHere } from "../pieces/here";
import { SpotList } from "../pieces/SpotList";
import { nameIn } from "../pieces/texts";
import { WordsFields } from "../pieces/WordsFields";
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
import { campaignStatements, shareInWords } from "./statements";
import { t } from "./words";

const CAMPAIGN: EntryKind<Campaign, CampaignForm> = {
  path: "/v1/campaigns",
  part: "campaigns",
  words: () => wordsOf(t),
  blank: () => newCampaign(todayIn(zoneHere())),
  formOf,
  lacks: (form) => faultsFrom(lacksOf(form), (lack) => t(`lack.${lack}`)),
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
  statements: campaignStatements,
  nameOf: (form) => nameIn(form.texts, "title"),
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
      <WordsFields
        heading={t("words")}
        hint={t("words.hint")}
        name={{ key: "title", label: t("words.title"), field: "/titles" }}
        more={{
          key: "description",
          label: t("words.description"),
          field: "/descriptions",
          rows: 4,
        }}
        value={form.texts}
        faults={faults}
        onChange={(texts) => onChange({ ...form, texts })}
      />
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
