/** What the experience says, of which kind it is, and in which languages it is guided. */
import type { Category } from "../../../api/types";
import { languageName } from "../../../i18n/format";
import { Select } from "../../../staff/form";
import { nameOf, regions } from "../../../staff/session";
import { TextsEditor } from "../../../staff/texts/TextsEditor";
import type { Draft } from "../draft";
import { Section, type SectionProps } from "./Section";
import { t } from "./words";

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
