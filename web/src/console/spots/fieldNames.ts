import type { Change } from "./model";
import { type Key, t } from "./words";

const NAMES: Record<string, Key> = {
  texts: "section.texts",
  name_kana: "kana",
  lat: "section.place",
  lon: "section.place",
  categories: "categories",
  opening_hours: "section.hours",
  closed_after_holiday: "section.hours",
  hours_note: "hours.note",
  dated: "hours.dated",
  seasons: "hours.seasons",
  fee_minor: "section.fees",
  fees: "section.fees",
  fee_note: "fee.note",
  visit_minutes: "minutes",
  renown: "renown",
  accessibility: "section.access",
  address: "address",
  phone: "phone",
  url: "url",
  attribution: "attribution",
  licence: "licence",
  photos: "section.photos",
  status: "section.standing",
};

/** What a change was about, each once. */
export function fieldNames(change: Change): string[] {
  const named = change.changed.flatMap(({ field }) => {
    const key = NAMES[field];
    return key ? [t(key)] : [];
  });
  return [...new Set(named)];
}
