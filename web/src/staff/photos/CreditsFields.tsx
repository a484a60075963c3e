import { languageName } from "../../i18n/format";
import type { Faults } from "../faults";
import { Select, TextField } from "../form";
import { t } from "../words";
import { type Credits, LICENCES } from "./credits";

interface CreditsFieldsProps {
  value: Credits;
  onChange: (value: Credits) => void;
  languages: readonly string[];
  faults: Faults;
}

const PREFIX = "photo";
const OTHER = "other";

/** What the fields are called, for a summary of their faults. */
export function creditLabels(): Record<string, string> {
  return {
    "/file": t("photos.file"),
    "/author": t("photos.author"),
    "/holder": t("photos.holder"),
    "/licence": t("photos.licence"),
  };
}

export function CreditsFields({ value, onChange, languages, faults }: CreditsFieldsProps) {
  const change = (part: Partial<Credits>) => onChange({ ...value, ...part });
  const known = LICENCES.some((licence) => licence === value.licence);
  const shown = [...new Set([...languages, ...Object.keys(value.captions)])];
  const common = { faults, prefix: PREFIX };
  return (
    <>
      {shown.map((language, index) => (
        <TextField
          key={language}
          {...common}
          at={`/captions/${language}`}
          label={t("photos.caption", { language: languageName(language) })}
          hint={index === 0 ? t("photos.caption.hint") : undefined}
          lang={language}
          value={value.captions[language] ?? ""}
          onInput={(text) => change({ captions: { ...value.captions, [language]: text } })}
        />
      ))}
      <div class="columns">
        <TextField
          {...common}
          at="/author"
          label={t("photos.author")}
          hint={t("photos.author.hint")}
          value={value.author}
          onInput={(author) => change({ author })}
          required
        />
        <TextField
          {...common}
          at="/holder"
          label={t("photos.holder")}
          value={value.holder}
          onInput={(holder) => change({ holder })}
          required
        />
      </div>
      <Select
        {...common}
        at={known ? "/licence" : "/licence-choice"}
        label={t("photos.licence")}
        value={known ? value.licence : OTHER}
        options={[
          ...LICENCES.map((licence) => ({ value: licence, label: licence })),
          { value: OTHER, label: t("photos.licence.other") },
        ]}
        onChange={(licence) => change({ licence: licence === OTHER ? "" : licence })}
      />
      {!known && (
        <TextField
          {...common}
          at="/licence"
          label={t("photos.licence.words")}
          value={value.licence}
          onInput={(licence) => change({ licence })}
          required
        />
      )}
    </>
  );
}
