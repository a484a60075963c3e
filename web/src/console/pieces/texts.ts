/** Between the API's texts by field and the editor's texts by language. */
import type { Faults } from "../../staff/faults";
import type { Texts } from "../../staff/texts/TextsEditor";

type ByLanguage = Record<string, string>;

/** `{ title: {ja: "…"} }` as `{ ja: { title: "…" } }`. */
export function byLanguage(fields: Record<string, ByLanguage>): Texts {
  const found: Texts = {};
  for (const [field, texts] of Object.entries(fields))
    for (const [language, text] of Object.entries(texts)) {
      found[language] = { ...found[language], [field]: text };
    }
  return found;
}

/** One field of all languages; what is empty is left out. */
export function ofField(texts: Texts, field: string): ByLanguage {
  const said = Object.entries(texts).map(([language, one]) => [
    language,
    (one[field] ?? "").trim(),
  ]);
  return Object.fromEntries(said.filter(([, text]) => text !== ""));
}

/** A field in the first language that has it. */
export function nameIn(texts: Texts, field: string): string {
  return Object.values(ofField(texts, field))[0] ?? "";
}

/** A fault of all languages together is shown at the first. */
export function atFirst(faults: Faults, field: string): Faults {
  const fault = faults[field];
  return fault ? { ...faults, [`${field}/ja`]: fault } : faults;
}
