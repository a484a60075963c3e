/** What forms are made of, as statements that two people may make differently. */
import { languageName } from "../../i18n/format";
import { isEmpty, type Texts } from "../texts/TextsEditor";
import type { Statement } from "./threeWay";

/** Names of the fields of `F` that hold a `V`. */
export type FieldOf<F, V> = { [K in keyof F]-?: F[K] extends V ? K : never }[keyof F] & string;

interface Naming<F> {
  key?: string;
  label: string;
  told: (form: F) => string;
  fields?: readonly string[];
}

/** Fields that only mean something together: half of each would say what nobody said. */
export function together<F>(names: readonly (keyof F & string)[], naming: Naming<F>): Statement<F> {
  const partOf = (form: F) => Object.fromEntries(names.map((name) => [name, form[name]]));
  return {
    key: names.join("+"),
    ...naming,
    of: partOf,
    take: (form, from) => ({ ...form, ...partOf(from) }),
  };
}

/** A field that says what it holds. */
export function line<F>(name: FieldOf<F, string>, label: string, field?: string): Statement<F> {
  const told = (form: F) => String(form[name]);
  return together<F>([name], { label, told, ...(field ? { fields: [field] } : {}) });
}

interface Part {
  key: string;
  label: string;
}

/**
 * Each text of each language; a language that somebody added or took away is taken as a whole, so
 * that no name is left without its description.
 */
export function textsBy<F>(
  name: FieldOf<F, Texts>,
  parts: readonly Part[],
  forms: readonly F[],
  fields?: readonly string[],
): Statement<F>[] {
  const textsOf = (form: F) => form[name] as Texts;
  const put = (form: F, language: string, texts: Record<string, string>): F => {
    const { [language]: _, ...rest } = textsOf(form);
    return { ...form, [name]: isEmpty(texts) ? rest : { ...rest, [language]: texts } };
  };
  const whole = (language: string): Statement<F> => ({
    key: `${name}/${language}`,
    label: languageName(language),
    lang: language,
    fields,
    of: (form) => said(textsOf(form)[language], parts),
    take: (form, from) => put(form, language, textsOf(from)[language] ?? {}),
    told: (form) => said(textsOf(form)[language], parts).filter(Boolean).join("\n\n"),
  });
  const single = (language: string, { key, label }: Part): Statement<F> => ({
    key: `${name}/${language}/${key}`,
    label: `${label} (${languageName(language)})`,
    lang: language,
    fields,
    of: (form) => textsOf(form)[language]?.[key] ?? "",
    take: (form, from) =>
      put(form, language, {
        ...textsOf(form)[language],
        [key]: textsOf(from)[language]?.[key] ?? "",
      }),
    told: (form) => textsOf(form)[language]?.[key] ?? "",
  });
  const languages = new Set(forms.flatMap((form) => Object.keys(textsOf(form))));
  return [...languages].flatMap((language) =>
    forms.some((form) => isEmpty(textsOf(form)[language]))
      ? [whole(language)]
      : parts.map((part) => single(language, part)),
  );
}

const said = (texts: Record<string, string> | undefined, parts: readonly Part[]) =>
  parts.map(({ key }) => texts?.[key]?.trim() ?? "");

interface Listing<I> {
  idOf: (item: I) => string;
  /** What the list is called, where it has to be taken as a whole. */
  label: string;
  /** What one of it is called. */
  named: (item: I) => string;
  told: (item: I) => string;
  fields?: readonly string[];
  /** What an item becomes beside what the others have of it, such as without an id that is gone. */
  onto?: (item: I, there: I | undefined) => I;
  /** Whether the order says something, too. */
  ordered?: boolean;
}

/**
 * Each item of a list whose items are told apart. The list is taken as a whole where they cannot be,
 * or where somebody changed an order that counts.
 */
export function itemsBy<F, I>(
  name: keyof F & string,
  listing: Listing<I>,
  forms: readonly F[],
): Statement<F>[] {
  const { idOf, told, fields, onto = (item) => item } = listing;
  const listOf = (form: F) => form[name] as readonly I[];
  const lists = forms.map((form) => listOf(form).map(idOf));
  const areApart = lists.every((ids) => new Set(ids).size === ids.length);
  if (!areApart || (listing.ordered && !inOneOrder(lists)))
    return [
      together<F>([name], {
        label: listing.label,
        told: (form) => listOf(form).map(told).join("\n"),
        ...(fields ? { fields } : {}),
      }),
    ];
  const find = (form: F, id: string) => listOf(form).find((item) => idOf(item) === id);
  const all = new Map(forms.flatMap((form) => listOf(form).map((item) => [idOf(item), item])));
  return [...all].map(([id, item]) => ({
    key: `${name}/${id}`,
    label: `${listing.label}: ${listing.named(item)}`,
    fields,
    of: (form) => find(form, id) ?? null,
    told: (form) => {
      const there = find(form, id);
      return there === undefined ? "" : told(there);
    },
    take: (form, from) => ({ ...form, [name]: withItem(listOf(form), id, find(from, id)) }),
  }));

  function withItem(list: readonly I[], id: string, item: I | undefined): I[] {
    if (item === undefined) return list.filter((one) => idOf(one) !== id);
    if (list.some((one) => idOf(one) === id))
      return list.map((one) => (idOf(one) === id ? onto(item, one) : one));
    return [...list, onto(item, undefined)];
  }
}

/** Whether what all lists have stands in the same order in each. */
function inOneOrder(lists: readonly (readonly string[])[]): boolean {
  const shared = (ids: readonly string[]) =>
    ids.filter((id) => lists.every((list) => list.includes(id))).join("\n");
  return new Set(lists.map(shared)).size < 2;
}

interface Entries<V> {
  labelOf: (key: string) => string;
  told: (value: V | null) => string;
  /** Keys that are languages. */
  byLanguage?: boolean;
  fields?: readonly string[];
}

/** Each entry of a record, such as answers to questions; a missing one says nothing. */
export function entriesBy<F, V>(
  name: FieldOf<F, Record<string, V>>,
  entries: Entries<V>,
  forms: readonly F[],
): Statement<F>[] {
  const recordOf = (form: F) => form[name] as Record<string, V | null>;
  const keys = new Set(forms.flatMap((form) => Object.keys(recordOf(form))));
  return [...keys].map((key) => {
    const of = (form: F) => recordOf(form)[key] ?? null;
    return {
      key: `${name}/${key}`,
      label: entries.labelOf(key),
      lang: entries.byLanguage ? key : undefined,
      fields: entries.fields,
      of,
      told: (form) => entries.told(of(form)),
      take: (form, from) => ({ ...form, [name]: { ...recordOf(form), [key]: of(from) } }),
    };
  });
}
