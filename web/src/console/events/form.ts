/** An event as somebody writes it, and as the API takes it. */
import type { components } from "../../api/schema.gen";
import { numberOf } from "../../staff/form";
import type { Texts } from "../../staff/texts/TextsEditor";
import { byLanguage, ofField } from "../pieces/texts";

export type Event = components["schemas"]["EventOut"];

/** Texts that are empty where nothing is stated. */
export const LINES = [
  "name_kana",
  "remark",
  "category",
  "place_name",
  "address",
  "organiser",
  "contact",
  "phone",
  "access",
  "parking",
  "capacity",
  "fee_text",
  "url",
] as const;
/** What is null where nothing is stated. */
const MAYBE = [
  "listed_id",
  "begins_at",
  "closes_at",
  "application_from",
  "application_until",
] as const;

export type Line = (typeof LINES)[number] | (typeof MAYBE)[number];

export interface EventForm {
  texts: Texts;
  first: string;
  /** Empty is the first day. */
  last: string;
  /** All as typed. */
  lines: Record<Line, string>;
  lat: string;
  lon: string;
  fee: string;
  application: "yes" | "no" | "unknown";
}

export function newEvent(today: string): EventForm {
  const empty = [...LINES, ...MAYBE].map((line) => [line, ""]);
  return {
    texts: { ja: {} },
    first: today,
    last: "",
    lines: Object.fromEntries(empty) as Record<Line, string>,
    lat: "",
    lon: "",
    fee: "",
    application: "unknown",
  };
}

const typed = (value: number | null) => (value === null ? "" : String(value));

/** Digits behind the point of a currency's units. */
function digitsOf(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

export function formOf(event: Event, currency: string): EventForm {
  const said = [...LINES, ...MAYBE].map((line) => [line, event[line] ?? ""]);
  const answers = { true: "yes", false: "no", null: "unknown" } as const;
  const fee = event.fee_minor;
  return {
    texts: byLanguage({ name: event.names, description: event.descriptions }),
    first: event.first_date,
    last: event.last_date === event.first_date ? "" : event.last_date,
    lines: Object.fromEntries(said) as Record<Line, string>,
    lat: typed(event.lat),
    lon: typed(event.lon),
    fee: fee === null ? "" : String(fee / 10 ** digitsOf(currency)),
    application: answers[`${event.application_needed}`],
  };
}

export function changeOf(form: EventForm, currency: string) {
  const { lines } = form;
  const fee = numberOf(form.fee);
  return {
    names: ofField(form.texts, "name"),
    descriptions: ofField(form.texts, "description"),
    first_date: form.first,
    last_date: form.last || form.first,
    ...Object.fromEntries(LINES.map((line) => [line, lines[line].trim()])),
    ...Object.fromEntries(MAYBE.map((line) => [line, lines[line].trim() || null])),
    lat: numberOf(form.lat),
    lon: numberOf(form.lon),
    fee_minor: fee === null ? null : Math.round(fee * 10 ** digitsOf(currency)),
    application_needed: { yes: true, no: false, unknown: null }[form.application],
  };
}

export type Lack = "name" | "first" | "order" | "number" | "whole";

export function lacksOf(form: EventForm): Record<string, Lack> {
  const found: Record<string, Lack> = {};
  if (Object.keys(ofField(form.texts, "name")).length === 0) found["/names/ja"] = "name";
  if (!form.first) found["/first_date"] = "first";
  if (form.last && form.last < form.first) found["/last_date"] = "order";
  if (Number.isNaN(numberOf(form.fee))) found["/fee_minor"] = "number";
  for (const key of ["lat", "lon"] as const)
    if (Number.isNaN(numberOf(form[key]))) found[`/${key}`] = "number";
  if (Boolean(form.lat.trim()) !== Boolean(form.lon.trim()))
    found[form.lat.trim() ? "/lon" : "/lat"] = "whole";
  return found;
}
