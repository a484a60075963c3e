/** An experience as a form: numbers are texts until they are sent. */
import { amountText } from "../logic/numbers";
import type { Experience, Option, Unit, UnitKind } from "../types";
import { presetSteps, type Step } from "./cancellation";

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
