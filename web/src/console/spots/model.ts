/** A spot as its form holds it, and what of it the API is sent. */
import type { components } from "../../api/schema.gen";
import { numberOf } from "../../staff/form";
import type { Texts } from "../../staff/texts/TextsEditor";
import { expressionOf, type Hours, hoursOf, type Span } from "./hours/weekly";

type S = components["schemas"];
export type KeptSpot = S["KeptSpotOut"];
export type Change = S["ChangeOut"];
export type Mark = S["GrantedMarkOut"];

export interface Dated {
  date: string;
  open: Span[];
  reason: string;
}

/** Numbers are as typed. */
export interface Fee {
  who: string;
  amount: string;
  from: string;
  to: string;
}

export interface SpotForm {
  texts: Texts;
  kana: string;
  categories: string[];
  lat: string;
  lon: string;
  hours: Hours;
  afterHoliday: boolean;
  hoursNote: string;
  dated: Dated[];
  seasons: { first: string; last: string }[];
  feeMode: "unknown" | "free" | "paid";
  fee: string;
  fees: Fee[];
  feeNote: string;
  minutes: string;
  renown: string;
  accessibility: Record<string, boolean | null>;
  address: string;
  phone: string;
  url: string;
  attribution: string;
  licence: string;
}

const WITHOUT_CENTS = new Set(["JPY", "KRW", "VND", "CLP", "ISK"]);
const DAY_S = 86_400;

export function emptyForm(languages: readonly string[]): SpotForm {
  return {
    texts: Object.fromEntries(languages.map((language) => [language, {}])),
    kana: "",
    categories: [],
    lat: "",
    lon: "",
    hours: { mode: "unknown" },
    afterHoliday: false,
    hoursNote: "",
    dated: [],
    seasons: [],
    feeMode: "unknown",
    fee: "",
    fees: [],
    feeNote: "",
    minutes: "",
    renown: "",
    accessibility: {},
    address: "",
    phone: "",
    url: "",
    attribution: "",
    licence: "",
  };
}

export function formOf(spot: KeptSpot): SpotForm {
  const tags = new Set([...Object.keys(spot.names), ...Object.keys(spot.descriptions)]);
  const texts: Texts = {};
  for (const tag of tags)
    texts[tag] = { name: spot.names[tag] ?? "", description: spot.descriptions[tag] ?? "" };
  const { fee_minor: fee, currency } = spot;
  return {
    texts,
    kana: spot.name_kana ?? "",
    categories: spot.categories,
    lat: String(spot.lat),
    lon: String(spot.lon),
    hours: hoursOf(spot.opening_hours),
    afterHoliday: spot.closed_after_holiday,
    hoursNote: spot.hours_note,
    dated: spot.dated.map(({ date, intervals, reason }) => ({
      date,
      open: intervals.map(([opens = 0, closes = 0]) => spanOf(opens, closes)),
      reason,
    })),
    seasons: spot.seasons.map(({ first, last }) => ({ first, last })),
    feeMode: fee === null ? "unknown" : fee === 0 ? "free" : "paid",
    fee: fee ? major(fee, currency) : "",
    fees: spot.fees.map((one) => ({
      who: one.who,
      amount: major(one.amount_minor, currency),
      from: typed(one.from_age),
      to: typed(one.to_age),
    })),
    feeNote: spot.fee_note,
    minutes: typed(spot.visit_minutes),
    renown: typed(spot.renown),
    accessibility: { ...spot.accessibility },
    address: spot.address,
    phone: spot.phone,
    url: spot.url,
    attribution: spot.attribution,
    licence: spot.licence,
  };
}

const typed = (value: number | null) => (value === null ? "" : String(value));

function clock(seconds: number): string {
  const within = seconds % DAY_S;
  const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
  return `${two(within / 3600)}:${two((within % 3600) / 60)}`;
}

const spanOf = (opens: number, closes: number): Span => ({
  opens: clock(opens),
  closes: clock(closes),
});

export function major(minor: number, currency: string): string {
  return String(WITHOUT_CENTS.has(currency) ? minor : minor / 100);
}

/** Minor units of what was typed; what is no number goes out as it is, for the server to refuse. */
export function minor(typedAmount: string, currency: string): number | string | null {
  const amount = numberOf(typedAmount);
  if (amount === null) return null;
  if (Number.isNaN(amount)) return typedAmount;
  return WITHOUT_CENTS.has(currency) ? amount : Math.round(amount * 100);
}

/** A number for the server; what is none goes out as typed, so that it says so at the field. */
function sent(text: string): number | string | null {
  const value = numberOf(text);
  return Number.isNaN(value) ? text : value;
}

type Body = Record<string, unknown>;

/** Everything that a form says, by field of the API. */
export function bodyOf(form: SpotForm, currency: string): Body {
  const names: Record<string, string | null> = {};
  const descriptions: Record<string, string | null> = {};
  for (const [tag, text] of Object.entries(form.texts)) {
    names[tag] = text.name?.trim() || null;
    descriptions[tag] = text.description?.trim() || null;
  }
  return {
    names,
    descriptions,
    name_kana: form.kana.trim() || null,
    lat: sent(form.lat),
    lon: sent(form.lon),
    categories: form.categories,
    opening_hours: expressionOf(form.hours),
    closed_after_holiday: form.afterHoliday,
    hours_note: form.hoursNote,
    dated: form.dated,
    seasons: form.seasons,
    fee_minor: form.feeMode === "unknown" ? null : feeOf(form, currency),
    fees: form.fees.map((fee) => ({
      who: fee.who.trim(),
      amount_minor: minor(fee.amount, currency),
      from_age: sent(fee.from),
      to_age: sent(fee.to),
    })),
    fee_note: form.feeNote,
    visit_minutes: sent(form.minutes),
    renown: sent(form.renown),
    accessibility: form.accessibility,
    address: form.address.trim(),
    phone: form.phone.trim(),
    url: form.url.trim(),
    attribution: form.attribution.trim(),
    licence: form.licence.trim(),
  };
}

function feeOf(form: SpotForm, currency: string): number | string | null {
  return form.feeMode === "free" ? 0 : minor(form.fee, currency);
}

/** Only what differs; a language that is gone is taken away, one that is the same left alone. */
export function changesOf(before: Body, after: Body): Body {
  const changed: Body = {};
  for (const [field, value] of Object.entries(after))
    if (JSON.stringify(value) !== JSON.stringify(before[field])) changed[field] = value;
  for (const field of ["names", "descriptions"] as const)
    if (field in changed || hasLost(before[field], after[field])) {
      const part = textChanges(before[field] as Said, after[field] as Said);
      if (Object.keys(part).length > 0) changed[field] = part;
      else delete changed[field];
    }
  return changed;
}

type Said = Record<string, string | null>;

const hasLost = (before: unknown, after: unknown) =>
  Object.keys(before as Said).some((tag) => !(tag in (after as Said)));

function textChanges(before: Said, after: Said): Said {
  const changed: Said = {};
  for (const tag of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const now = after[tag] ?? null;
    if (now !== (before[tag] ?? null)) changed[tag] = now;
  }
  return changed;
}

/** A new spot: empty texts are not sent, and neither is what nobody filled in. */
export function newBody(form: SpotForm, currency: string): Body {
  const body = changesOf(bodyOf(emptyForm([]), currency), bodyOf(form, currency));
  return { names: {}, categories: [], ...body, lat: sent(form.lat), lon: sent(form.lon) };
}

/** What a spot's translations are made from, as the server has it. */
export function originalOf(spot: KeptSpot, region: { languages: string[] }): string {
  const named = region.languages.find((tag) => tag in spot.names);
  return named ?? Object.keys(spot.names)[0] ?? "ja";
}

export type Step = "submit" | "publish" | "return" | "withdraw" | "verify";

/** Which steps are open in a state; owners publish and return. */
export function stepsOf(status: string, isOwner: boolean): Step[] {
  const steps: Record<string, Step[]> = {
    draft: isOwner ? ["publish"] : ["submit"],
    in_review: isOwner ? ["publish", "return"] : [],
    published: ["verify", "withdraw"],
    withdrawn: isOwner ? ["publish"] : ["submit"],
  };
  return steps[status] ?? [];
}

/** The change by which a draft came back from review last, unless it was handed in since. */
export function lastReturn(latestFirst: readonly Change[]): Change | null {
  const last = latestFirst.find(({ action }) =>
    ["returned", "submitted", "published"].includes(action),
  );
  return last?.action === "returned" ? last : null;
}
