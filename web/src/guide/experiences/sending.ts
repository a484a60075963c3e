/** What of a form is sent, and what of it cannot be sent yet. */
import { minorOf, wholeOf } from "../logic/numbers";
import type { Experience, ExperienceIn } from "../types";
import { sorted } from "./cancellation";
import { type Draft, NO_TEXTS, type OptionDraft, type Texts, type UnitDraft } from "./draft";

/** Where something cannot be sent, and the key of the words that say why. */
export interface LocalFault {
  pointer: string;
  word: "needed" | "amount" | "whole" | "place";
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
