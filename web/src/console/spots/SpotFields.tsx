/** Everything that a spot says, in sections. */
import type { ComponentChildren } from "preact";
import type { Region } from "../../api/types";
import { maybe } from "../../i18n";
import type { Faults } from "../../staff/faults";
import { NumberField, Select, TextField } from "../../staff/form";
import { MapPin } from "../../staff/pin/MapPin";
import { type Standing, TextsEditor } from "../../staff/texts/TextsEditor";
import { t as word } from "../../staff/words";
import { CategoryPicker } from "./CategoryPicker";
import { FeeFields } from "./FeeFields";
import { HoursFields } from "./hours/HoursFields";
import type { SpotForm } from "./model";
import { t } from "./words";

export interface SpotFieldsProps {
  form: SpotForm;
  onChange: (form: SpotForm) => void;
  region: Region;
  currency: string;
  /** What the translations are made from; the region's first language where nothing is said yet. */
  original?: string;
  faults: Faults;
  standing?: Record<string, Standing>;
  languageTools?: (language: string) => ComponentChildren;
  readOnly?: boolean;
}

export function Section({ name, children }: { name: string; children: ComponentChildren }) {
  const id = `section-${name.replace(/\s/g, "-")}`;
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      {children}
    </section>
  );
}

export function SpotFields(props: SpotFieldsProps) {
  const { form, region, faults, readOnly } = props;
  const change = (part: Partial<SpotForm>) => props.onChange({ ...form, ...part });
  return (
    <div class="stack">
      <Section name={t("section.texts")}>
        <TextsEditor
          parts={[
            {
              key: "name",
              label: t("name"),
              at: (language) => `/names/${language}`,
              required: true,
            },
            {
              key: "description",
              label: t("description"),
              at: (language) => `/descriptions/${language}`,
              rows: 5,
            },
          ]}
          value={form.texts}
          onChange={(texts) => change({ texts })}
          languages={[props.original ?? region.languages[0] ?? "ja", ...region.languages]}
          faults={faults}
          {...(props.standing ? { standing: props.standing } : {})}
          {...(props.languageTools ? { tools: props.languageTools } : {})}
          readOnly={readOnly ?? false}
        />
        <TextField
          at="/name_kana"
          label={t("kana")}
          value={form.kana}
          onInput={(kana) => change({ kana })}
          faults={faults}
          readOnly={readOnly}
        />
        <CategoryPicker
          value={form.categories}
          onChange={(categories) => change({ categories })}
          faults={faults}
          readOnly={readOnly ?? false}
        />
        <div class="columns">
          <NumberField
            at="/visit_minutes"
            label={t("minutes")}
            suffix={t("minutes.suffix")}
            value={form.minutes}
            onInput={(minutes) => change({ minutes })}
            faults={faults}
            readOnly={readOnly}
          />
          <Renown {...props} change={change} />
        </div>
      </Section>
      <Section name={t("section.place")}>
        <MapPin
          region={region}
          lat={form.lat}
          lon={form.lon}
          onMove={(lat, lon) => change({ lat, lon })}
          faults={faults}
          required
          readOnly={readOnly ?? false}
        />
        <TextField
          at="/address"
          label={t("address")}
          value={form.address}
          onInput={(address) => change({ address })}
          faults={faults}
          readOnly={readOnly}
        />
      </Section>
      <Section name={t("section.hours")}>
        <HoursFields form={form} change={change} faults={faults} readOnly={readOnly ?? false} />
      </Section>
      <Section name={t("section.fees")}>
        <FeeFields
          form={form}
          change={change}
          faults={faults}
          currency={props.currency}
          readOnly={readOnly ?? false}
        />
      </Section>
      <AccessFields {...props} change={change} />
      <Section name={t("section.contact")}>
        <div class="columns">
          {(["phone", "url", "attribution", "licence"] as const).map((field) => (
            <TextField
              key={field}
              at={`/${field}`}
              label={t(field)}
              type={field === "phone" ? "tel" : field === "url" ? "url" : "text"}
              value={form[field]}
              onInput={(typed) => change({ [field]: typed })}
              faults={faults}
              readOnly={readOnly}
            />
          ))}
        </div>
      </Section>
    </div>
  );
}

type WithChange = SpotFieldsProps & { change: (part: Partial<SpotForm>) => void };

const RENOWNS = [
  ["0.9", "renown.high"],
  ["0.5", "renown.middle"],
  ["0.2", "renown.low"],
] as const;

function Renown({ form, change, faults, readOnly }: WithChange) {
  const known = form.renown === "" || RENOWNS.some(([value]) => value === form.renown);
  const own = { value: form.renown, label: t("renown.other", { value: form.renown }) };
  return (
    <Select
      at="/renown"
      label={t("renown")}
      hint={t("renown.hint")}
      value={form.renown}
      options={[
        { value: "", label: t("renown.unset") },
        ...RENOWNS.map(([value, key]) => ({ value, label: t(key) })),
        ...(known ? [] : [own]),
      ]}
      onChange={(renown) => change({ renown })}
      faults={faults}
      readOnly={readOnly}
    />
  );
}

export const ACCESS = [
  "wheelchair",
  "step_free",
  "accessible_toilet",
  "ostomate_toilet",
  "wheelchair_loan",
  "cane_loan",
  "tactile_guidance",
  "braille_or_audio",
  "subtitles",
  "writing_support",
  "assistance_dogs",
  "priority_parking",
  "nursing_room",
  "diaper_table",
  "stroller_use",
  "stroller_loan",
  "food_and_drink",
] as const;

const SAID = { "": null, yes: true, no: false } as const;

/** Yes, no, or not known, which is not no. */
function AccessFields({ form, change, faults, readOnly }: WithChange) {
  const options = [
    { value: "", label: word("unknown") },
    { value: "yes", label: word("yes") },
    { value: "no", label: word("no") },
  ];
  return (
    <Section name={t("section.access")}>
      <div class="access-grid">
        {ACCESS.map((question) => {
          const known = form.accessibility[question] ?? null;
          return (
            <Select
              key={question}
              at={`/accessibility/${question}`}
              label={maybe(`access.${question}`) ?? question}
              value={known === null ? "" : known ? "yes" : "no"}
              options={options}
              onChange={(said) =>
                change({
                  accessibility: {
                    ...form.accessibility,
                    [question]: SAID[said as keyof typeof SAID],
                  },
                })
              }
              faults={faults}
              readOnly={readOnly}
            />
          );
        })}
      </div>
    </Section>
  );
}
