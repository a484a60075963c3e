import { effect, signal } from "@preact/signals";
import { en } from "./en";
import { ja, type Key } from "./ja";

export type { Key };
export type Language = "ja" | "en";

const KEPT = "yorimichi.language";
const DICTIONARIES: Record<Language, Record<Key, string>> = { ja, en };

function preferred(): Language {
  const kept = globalThis.localStorage?.getItem(KEPT);
  if (kept === "ja" || kept === "en") return kept;
  const first = (globalThis.navigator?.languages ?? ["en"]).find((l) => /^(ja|en)\b/.test(l));
  return first?.startsWith("ja") ? "ja" : "en";
}

export const language = signal<Language>(preferred());

export function setLanguage(chosen: Language): void {
  language.value = chosen;
  globalThis.localStorage?.setItem(KEPT, chosen);
}

/** Say `key` in the reader's language, with `values` in its braces. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return DICTIONARIES[language.value][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}

/** Say a key that is put together, such as a status of the server; `null` where there is none. */
export function maybe(key: string): string | null {
  return key in ja ? t(key as Key) : null;
}

effect(() => {
  if (globalThis.document) document.documentElement.lang = language.value;
});
