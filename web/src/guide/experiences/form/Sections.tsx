/** Text, kind, place, size and rules of an experience, each under its own heading. */
import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Category } from "../../../api/types";
import { maybe } from "../../../i18n";
import { duration, languageName } from "../../../i18n/format";
import type { Faults } from "../../../staff/faults";
import { NumberField, Select } from "../../../staff/form";
import { MapPin } from "../../../staff/pin/MapPin";
import { nameOf, regions } from "../../../staff/session";
import { TextsEditor } from "../../../staff/texts/TextsEditor";
import { t as staffWord } from "../../../staff/words";
import { Segments } from "../../../ui/controls";
import type { Draft } from "../draft";
import { Cancellation } from "./Cancellation";
import { Options } from "./Options";
import { t } from "./words";

export interface SectionProps {
  draft: Draft;
  set: (part: Partial<Draft>) => void;
  faults: Faults;
  currency: string;
}

export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <fieldset class="form-section">
      <legend>
        <h2>{title}</h2>
      </legend>
      <div class="form">{children}</div>
    </fieldset>
  );
}

export function TextsSection({ draft, set, faults }: SectionProps) {
  const at = (field: string) => (language: string) => `/texts/${language}/${field}`;
  return (
    <Section title={t("texts")}>
      <TextsEditor
        value={draft.texts}
        onChange={(texts) => set({ texts })}
        languages={languagesOf(draft)}
        faults={faults}
        parts={[
          {
            key: "title",
            label: t("texts.title"),
            at: at("title"),
            required: true,
            hint: t("texts.title.hint"),
          },
          {
            key: "description",
            label: t("texts.description"),
            at: at("description"),
            rows: 6,
            required: true,
            hint: t("texts.description.hint"),
          },
          { key: "included", label: t("texts.included"), at: at("included"), rows: 2 },
          { key: "not_included", label: t("texts.not_included"), at: at("not_included"), rows: 2 },
          { key: "to_bring", label: t("texts.to_bring"), at: at("to_bring"), rows: 2 },
          {
            key: "meeting_point",
            label: t("texts.meeting_point"),
            at: at("meeting_point"),
            rows: 2,
            hint: t("texts.meeting_point.hint"),
          },
        ]}
      />
    </Section>
  );
}

/** The region's first language that is written in is the original, as the server has it. */
function languagesOf(draft: Draft): string[] {
  const region = regions.value.find((one) => one.code === draft.region);
  const written = Object.keys(draft.texts);
  const first = (region?.languages ?? []).filter((language) => written.includes(language));
  return [...new Set([...first, ...written, "ja", "en"])];
}

interface BasicsProps extends SectionProps {
  categories: readonly Category[];
  isNew: boolean;
}

export function BasicsSection({ draft, set, faults, categories, isNew }: BasicsProps) {
  return (
    <Section title={t("basics")}>
      <div class="columns">
        <Select
          at="/category"
          label={t("category")}
          required
          faults={faults}
          value={draft.category}
          options={[
            { value: "", label: t("category.choose") },
            ...categories.map(({ code, name }) => ({ value: code, label: name })),
          ]}
          onChange={(category) => set({ category })}
        />
        {isNew && (
          <Select
            at="/region"
            label={t("region")}
            faults={faults}
            value={draft.region}
            options={regions.value.map((one) => ({ value: one.code, label: nameOf(one.names) }))}
            onChange={(region) => set({ region })}
          />
        )}
      </div>
      <Languages draft={draft} set={set} faults={faults} />
    </Section>
  );
}

const SPOKEN = ["ja", "en", "zh-Hans", "zh-Hant", "ko", "fr", "de", "es", "it", "th", "fi", "sv"];

function Languages({ draft, set, faults }: Pick<SectionProps, "draft" | "set" | "faults">) {
  const offered = [...new Set([...SPOKEN.slice(0, 5), ...draft.languages])];
  const others = SPOKEN.filter((one) => !offered.includes(one));
  const toggle = (language: string) =>
    set({
      languages: draft.languages.includes(language)
        ? draft.languages.filter((one) => one !== language)
        : [...draft.languages, language],
    });
  return (
    <fieldset class="field" id="field-languages" tabIndex={-1}>
      <legend>{t("languages")}</legend>
      <div class="chips">
        {offered.map((language) => (
          <button
            key={language}
            type="button"
            class="chip plain"
            aria-pressed={draft.languages.includes(language)}
            onClick={() => toggle(language)}
          >
            {languageName(language)}
          </button>
        ))}
        {others.length > 0 && (
          <select
            class="input chip-select"
            aria-label={t("languages.more")}
            value=""
            onChange={(event) => toggle(event.currentTarget.value)}
          >
            <option value="">{t("languages.more")}</option>
            {others.map((language) => (
              <option key={language} value={language}>
                {languageName(language)}
              </option>
            ))}
          </select>
        )}
      </div>
      {faults["/languages"] && <span class="fault">{faults["/languages"]}</span>}
    </fieldset>
  );
}

export function PlaceSection({ draft, set, faults }: SectionProps) {
  const region = regions.value.find((one) => one.code === draft.region);
  if (!region) return null;
  return (
    <Section title={t("place")}>
      <MapPin
        key={region.code}
        region={region}
        lat={draft.lat}
        lon={draft.lon}
        onMove={(lat, lon) => set({ lat, lon })}
        faults={faults}
        required
      />
    </Section>
  );
}

const USUAL_MINUTES = [30, 45, 60, 90, 120, 150, 180, 240, 300, 360, 480];

/** Usual lengths, and the present one where it is another. */
export function minuteChoices(present: number): { value: string; label: string }[] {
  const all = [...new Set([...USUAL_MINUTES, present])].sort((a, b) => a - b);
  return all.map((minutes) => ({ value: String(minutes), label: duration(minutes * 60) }));
}

export function SizeSection({ draft, set, faults }: SectionProps) {
  return (
    <Section title={t("size")}>
      <div class="columns">
        <Select
          at="/duration_minutes"
          label={t("duration")}
          faults={faults}
          value={String(draft.duration)}
          options={minuteChoices(draft.duration)}
          onChange={(value) => set({ duration: Number(value) })}
        />
        <NumberField
          at="/min_party"
          label={t("party.min")}
          faults={faults}
          value={draft.minParty}
          suffix={t("people")}
          onInput={(minParty) => set({ minParty })}
        />
        <NumberField
          at="/max_party"
          label={t("party.max")}
          faults={faults}
          value={draft.maxParty}
          suffix={t("people")}
          onInput={(maxParty) => set({ maxParty })}
        />
      </div>
      <div class="columns">
        <NumberField
          at="/min_to_run"
          label={t("toRun")}
          hint={t("toRun.hint")}
          faults={faults}
          value={draft.minToRun}
          suffix={t("people")}
          onInput={(minToRun) => set({ minToRun })}
        />
        <NumberField
          at="/min_age"
          label={t("minAge")}
          faults={faults}
          value={draft.minAge}
          suffix={t("minAge.suffix")}
          onInput={(minAge) => set({ minAge })}
        />
      </div>
    </Section>
  );
}

export function PricesSection(props: SectionProps) {
  return (
    <Section title={t("prices")}>
      <Options {...props} />
    </Section>
  );
}

const CUTOFFS = [0, 60, 180, 720, 1440, 2880, 4320, 10_080];
const ANSWERS = [6, 12, 24, 48, 72, 168];

const withPresent = (usual: number[], present: number) =>
  [...new Set([...usual, present])].sort((a, b) => a - b);

function before(minutes: number): string {
  return minutes % 1440 === 0 ? daysOf(minutes / 1440) : duration(minutes * 60);
}

function daysOf(count: number): string {
  return new Intl.NumberFormat(document.documentElement.lang || "ja", {
    style: "unit",
    unit: "day",
    unitDisplay: "long",
  }).format(count);
}

export function RulesSection({ draft, set, faults }: SectionProps) {
  return (
    <Section title={t("rules")}>
      <Segments
        legend={t("confirmation")}
        name="confirmation"
        value={draft.confirmation}
        choices={[
          { value: "instant", label: t("confirmation.instant") },
          { value: "approval", label: t("confirmation.approval") },
        ]}
        onChange={(confirmation) => set({ confirmation })}
      />
      {draft.confirmation === "approval" && (
        <Select
          at="/approval_hours"
          label={t("approval")}
          hint={t("approval.hint")}
          faults={faults}
          value={String(draft.approvalHours)}
          options={withPresent(ANSWERS, draft.approvalHours).map((hours) => ({
            value: String(hours),
            label: before(hours * 60),
          }))}
          onChange={(value) => set({ approvalHours: Number(value) })}
        />
      )}
      <Select
        at="/cutoff_minutes"
        label={t("cutoff")}
        faults={faults}
        value={String(draft.cutoff)}
        options={withPresent(CUTOFFS, draft.cutoff).map((minutes) => ({
          value: String(minutes),
          label: minutes === 0 ? t("cutoff.start") : t("cutoff.before", { time: before(minutes) }),
        }))}
        onChange={(value) => set({ cutoff: Number(value) })}
      />
      <Segments
        legend={t("payment")}
        name="payment"
        value={draft.payment}
        choices={[
          { value: "on_site", label: t("payment.on_site") },
          { value: "online", label: t("payment.online") },
        ]}
        onChange={(payment) => set({ payment })}
      />
      {draft.payment === "online" && <p class="note">{t("payment.online.hint")}</p>}
    </Section>
  );
}

export function CancellationSection(props: SectionProps) {
  return (
    <Section title={t("cancellation")}>
      <Cancellation {...props} />
    </Section>
  );
}

const FACTS = [
  "wheelchair",
  "step_free",
  "accessible_toilet",
  "stroller_use",
  "assistance_dogs",
  "writing_support",
  "priority_parking",
  "nursing_room",
  "diaper_table",
  "food_and_drink",
  "wheelchair_loan",
  "cane_loan",
  "stroller_loan",
  "ostomate_toilet",
  "tactile_guidance",
  "braille_or_audio",
  "subtitles",
];

export function AccessSection({ draft, set }: SectionProps) {
  const choose = (fact: string, value: string) =>
    set({
      accessibility: { ...draft.accessibility, [fact]: value === "" ? null : value === "yes" },
    });
  return (
    <details class="fold form-section">
      <summary>
        <h2>{t("access")}</h2>
      </summary>
      <p class="note">{t("access.lead")}</p>
      <div class="columns">
        {FACTS.map((fact) => {
          const known = draft.accessibility[fact];
          return (
            <Select
              key={fact}
              at={`/accessibility/${fact}`}
              label={maybe(`access.${fact}`) ?? fact}
              value={known === true ? "yes" : known === false ? "no" : ""}
              options={[
                { value: "", label: staffWord("unknown") },
                { value: "yes", label: staffWord("yes") },
                { value: "no", label: staffWord("no") },
              ]}
              onChange={(value) => choose(fact, value)}
            />
          );
        })}
      </div>
    </details>
  );
}

export type DraftSignal = Signal<Draft>;
