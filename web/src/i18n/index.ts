import { effect, signal } from "@preact/signals";
import { lasting } from "../browser/shelves";
import { en } from "./en";
import { ja, type Key } from "./ja";

export type { Key };
export type Language = "ja" | "en";

const KEPT = "yorimichi.language";

function preferred(): Language {
  const kept = lasting().getItem(KEPT);
  if (kept === "ja" || kept === "en") return kept;
  const first = (globalThis.navigator?.languages ?? ["en"]).find((l) => /^(ja|en)\b/.test(l));
  return first?.startsWith("ja") ? "ja" : "en";
}

export const language = signal<Language>(preferred());

/**
 * Languages to ask the server for. Who reads neither of ours has names and descriptions in their own
 * language where there are any, and sentences in English.
 */
export function wantedLanguages(): string {
  const first = globalThis.navigator?.languages?.[0] ?? language.value;
  const other = language.value === "en" && !/^(ja|en)\b/.test(first);
  return other ? `${first}, en` : language.value;
}

export function setLanguage(chosen: Language): void {
  language.value = chosen;
  lasting().setItem(KEPT, chosen);
}

type Values = Record<string, string | number>;

/** `{name}` is a value, `{count|one|many}` a word by number. */
function filled(text: string, values: Values): string {
  return text
    .replace(/\{(\w+)\|([^|}]*)\|([^}]*)\}/g, (_, name: string, one: string, many: string) =>
      Number(values[name]) === 1 ? one : many,
    )
    .replace(/\{(\w+)\}/g, (whole, name: string) =>
      name in values ? String(values[name]) : whole,
    );
}

/** Return what says a key of these words in the reader's language. */
export function speaker<K extends string>(words: Record<Language, Record<K, string>>) {
  return (key: K, values: Values = {}): string => filled(words[language.value][key], values);
}

/** Say `key` in the reader's language. */
export const t = speaker<Key>({ ja, en });

/** Say a key that is put together, such as a status of the server; `null` where there is none. */
export function maybe(key: string): string | null {
  return key in ja ? t(key as Key) : null;
}

effect(() => {
  if (globalThis.document) document.documentElement.lang = language.value;
});
