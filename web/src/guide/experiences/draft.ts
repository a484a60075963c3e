/** An experience as a form: numbers are texts until they are sent. */
import { amountText, minorOf, wholeOf } from "../logic/numbers";
import type { Experience, ExperienceIn, Option, Unit, UnitKind } from "../types";
import { presetSteps, type Step, sorted } from "./cancellation";

export interface Texts {
  title: string;
  description: string;
  included: string;
  not_included: string;
  to_bring: string;
  meeting_point: string;
}

export interface UnitDraft {
  key: string;
  id: string | null;
  kind: UnitKind;
  names: Record<string, string>;
  price: string;
  seats: string;
  minAge: string;
  maxAge: string;
}

export interface OptionDraft {
  key: string;
  id: string | null;
  names: Record<string, string>;
  duration: number | null;
  units: UnitDraft[];
}

export interface Draft {
  region: string;
  category: string;
  languages: string[];
  /** By language, then by field; what was not written yet may be missing. */
  texts: Record<string, Record<string, string>>;
  lat: string;
  lon: string;
  duration: number;
  minParty: string;
  maxParty: string;
  minToRun: string;
  minAge: string;
  accessibility: Record<string, boolean | null>;
  cancellation: Step[];
  cutoff: number;
  confirmation: "instant" | "approval";
  approvalHours: number;
  payment: "on_site" | "online";
  options: OptionDraft[];
}

/** Where something cannot be sent, and the key of the words that say why. */
export interface LocalFault {
  pointer: string;
  word: "needed" | "amount" | "whole" | "place";
}

export const NO_TEXTS: Texts = {
  title: "",
  description: "",
  included: "",
  not_included: "",
  to_bring: "",
  meeting_point: "",
};

let made = 0;
/** A key for what has no id yet, so that rows keep their fields when others go. */
export function freshKey(): string {
  made += 1;
  return `new-${made}`;
}

export function newUnit(kind: UnitKind = "ADULT"): UnitDraft {
  const seats = kind === "INFANT" ? "0" : "1";
  const price = kind === "INFANT" ? "0" : "";
  return { key: freshKey(), id: null, kind, names: {}, price, seats, minAge: "", maxAge: "" };
}

export function newOption(): OptionDraft {
  return { key: freshKey(), id: null, names: {}, duration: null, units: [newUnit()] };
}

/** What a new experience begins with: what suits most, so that little has to be filled in. */
export function newDraft(region: string, language: string): Draft {
  return {
    region,
    category: "",
    languages: [language],
    texts: { [language]: { ...NO_TEXTS } },
    lat: "",
    lon: "",
    duration: 60,
    minParty: "1",
    maxParty: "6",
    minToRun: "1",
    minAge: "",
    accessibility: {},
    cancellation: presetSteps("day"),
    cutoff: 1440,
    confirmation: "instant",
    approvalHours: 24,
    payment: "on_site",
    options: [newOption()],
  };
}

const text = (n: number | null) => (n === null ? "" : String(n));

function unitDraft(unit: Unit, currency: string): UnitDraft {
  return {
    key: unit.id,
    id: unit.id,
    kind: unit.kind as UnitKind,
    names: unit.names,
    price: amountText(unit.price_minor, currency),
    seats: String(unit.seats),
    minAge: text(unit.min_age),
    maxAge: text(unit.max_age),
  };
}

function optionDraft(option: Option, currency: string): OptionDraft {
  return {
    key: option.id,
    id: option.id,
    names: option.names,
    duration: option.duration_minutes,
    units: option.units.map((unit) => unitDraft(unit, currency)),
  };
}

export function draftOf(kept: Experience): Draft {
  return {
    region: kept.region,
    category: kept.category,
    languages: kept.languages,
    texts: Object.fromEntries(
      Object.entries(kept.texts).map(([language, said]) => [language, { ...NO_TEXTS, ...said }]),
    ),
    lat: String(kept.lat),
    lon: String(kept.lon),
    duration: kept.duration_minutes,
    minParty: String(kept.min_party),
    maxParty: String(kept.max_party),
    minToRun: String(kept.min_to_run),
    minAge: text(kept.min_age),
    accessibility: kept.accessibility,
    cancellation: kept.cancellation,
    cutoff: kept.cutoff_minutes,
    confirmation: kept.confirmation === "approval" ? "approval" : "instant",
    approvalHours: kept.approval_hours,
    payment: kept.payment === "online" ? "online" : "on_site",
    options: kept.options.map((option) => optionDraft(option, kept.currency)),
  };
}

type Sent = Omit<ExperienceIn, "organisation_id" | "region">;

/** Reads numbers and notes those that are none. */
class Reader {
  readonly faults: LocalFault[] = [];

  whole(typed: string, pointer: string): number {
    const found = wholeOf(typed);
    if (found !== null) return found;
    this.faults.push({ pointer, word: typed.trim() ? "whole" : "needed" });
    return 0;
  }

  optional(typed: string, pointer: string): number | null {
    return typed.trim() ? this.whole(typed, pointer) : null;
  }

  amount(typed: string, currency: string, pointer: string): number {
    const found = minorOf(typed, currency);
    if (found !== null) return found;
    this.faults.push({ pointer, word: typed.trim() ? "amount" : "needed" });
    return 0;
  }

  degrees(typed: string, most: number): number | null {
    const found = Number(typed.normalize("NFKC").trim() || Number.NaN);
    return Math.abs(found) <= most ? found : null;
  }

  needed(given: boolean, pointer: string, word: LocalFault["word"] = "needed"): void {
    if (!given) this.faults.push({ pointer, word });
  }
}

function namesOf(names: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(names).filter(([, name]) => name.trim()));
}

function unitIn(unit: UnitDraft, currency: string, at: string, read: Reader) {
  return {
    ...(unit.id ? { id: unit.id } : {}),
    kind: unit.kind,
    names: namesOf(unit.names),
    price_minor: read.amount(unit.price, currency, `${at}/price_minor`),
    seats: read.whole(unit.seats, `${at}/seats`),
    min_age: read.optional(unit.minAge, `${at}/min_age`),
    max_age: read.optional(unit.maxAge, `${at}/max_age`),
  };
}

function optionIn(option: OptionDraft, currency: string, at: string, read: Reader) {
  return {
    ...(option.id ? { id: option.id } : {}),
    names: namesOf(option.names),
    duration_minutes: option.duration,
    units: option.units.map((unit, n) => unitIn(unit, currency, `${at}/units/${n}`, read)),
  };
}

/** A text that says nothing at all is not sent, so that an opened and left tab does no harm. */
function textsIn(texts: Draft["texts"]): Record<string, Texts> {
  const said = Object.entries(texts).filter(([, one]) => Object.values(one).some((t) => t.trim()));
  const sent = said.length > 0 ? said : Object.entries(texts);
  return Object.fromEntries(sent.map(([language, one]) => [language, { ...NO_TEXTS, ...one }]));
}

/** What to send, and what of it cannot be sent yet. */
export function sentOf(draft: Draft, currency: string): { body: Sent; faults: LocalFault[] } {
  const read = new Reader();
  const texts = textsIn(draft.texts);
  for (const [language, said] of Object.entries(texts)) {
    read.needed(said.title.trim() !== "", `/texts/${language}/title`);
    read.needed(said.description.trim() !== "", `/texts/${language}/description`);
  }
  read.needed(draft.category !== "", "/category");
  read.needed(draft.languages.length > 0, "/languages");
  const lat = read.degrees(draft.lat, 90);
  const lon = read.degrees(draft.lon, 180);
  read.needed(lat !== null && lon !== null, "/lat", "place");
  const body: Sent = {
    category: draft.category,
    languages: draft.languages,
    texts,
    lat: lat ?? 0,
    lon: lon ?? 0,
    duration_minutes: draft.duration,
    min_party: read.whole(draft.minParty, "/min_party"),
    max_party: read.whole(draft.maxParty, "/max_party"),
    min_to_run: read.whole(draft.minToRun, "/min_to_run"),
    min_age: read.optional(draft.minAge, "/min_age"),
    accessibility: draft.accessibility,
    cancellation: sorted(draft.cancellation),
    cutoff_minutes: draft.cutoff,
    confirmation: draft.confirmation,
    approval_hours: draft.approvalHours,
    payment: draft.payment,
    options: draft.options.map((option, n) => optionIn(option, currency, `/options/${n}`, read)),
  };
  return { body, faults: read.faults };
}

/** The same as a change: languages that the kept version has and the draft has not are taken away. */
export function changeOf(body: Sent, kept: Experience) {
  const gone = Object.keys(kept.texts).filter((language) => !(language in body.texts));
  const texts = { ...body.texts, ...Object.fromEntries(gone.map((language) => [language, null])) };
  return { ...body, texts };
}
