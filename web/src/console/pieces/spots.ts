/** Public spots of a region, by which pickers find them. */
import { call } from "../../api/client";
import type { Spot } from "../../api/types";
import { isLesser } from "../../plan/view";
import { allPages } from "../../staff/staffCall";

export interface Choice {
  id: string;
  name: string;
  categories: string[];
  /** 0 to 1; null where nobody has said how well known it is. */
  renown: number | null;
  kana: string;
}

export function choiceOf(spot: Spot): Choice {
  const { name, name_kana: kana, categories, renown } = spot.properties;
  return { id: spot.id, name, categories, renown, kana: kana ?? "" };
}

interface SpotPage {
  features: (Spot & { deleted?: boolean })[];
  links: Record<string, string>;
}

/** Every public spot of a region, page by page. */
async function allIn(region: string): Promise<Choice[]> {
  const pages = await allPages<SpotPage>(
    `/v1/spots?region=${encodeURIComponent(region)}&limit=100`,
  );
  return pages.flatMap((page) => page.features.filter((spot) => !spot.deleted).map(choiceOf));
}

const asked = new Map<string, Promise<Choice[]>>();
const names = new Map<string, string>();

function noted(found: Choice[]): Choice[] {
  for (const { id, name } of found) names.set(id, name);
  return found;
}

/** What a spot is called that some list has shown already. */
export function nameOfSpot(id: string): string {
  return names.get(id) ?? id;
}

export function choicesIn(region: string): Promise<Choice[]> {
  const found = asked.get(region) ?? allIn(region).then(noted);
  asked.set(region, found);
  found.catch(() => asked.delete(region));
  return found;
}

/** Names of spots that no list at hand has, such as those of other regions. */
export async function choicesOf(ids: readonly string[]): Promise<Choice[]> {
  const found = await Promise.allSettled(
    ids.map((id) => call<Spot>(`/v1/spots/${encodeURIComponent(id)}`)),
  );
  const choices = found.map((one, index) =>
    one.status === "fulfilled"
      ? choiceOf(one.value)
      : { id: ids[index] ?? "", name: ids[index] ?? "", categories: [], renown: null, kana: "" },
  );
  return noted(choices);
}

export interface Wanted {
  words: string;
  category: string;
  lesser: boolean;
}

/** Choices by name or reading, of a category, or that few know. */
export function fitting(all: readonly Choice[], { words, category, lesser }: Wanted): Choice[] {
  const plain = words.normalize("NFKC").trim().toLowerCase();
  return all.filter(
    ({ name, kana, categories, renown }) =>
      (plain === "" || `${name}\n${kana}`.normalize("NFKC").toLowerCase().includes(plain)) &&
      (category === "" || categories.includes(category)) &&
      (!lesser || isLesser(renown)),
  );
}

/** The list with one element somewhere else. */
export function moved<T>(all: readonly T[], from: number, to: number): T[] {
  const after = [...all];
  const [one] = after.splice(from, 1);
  if (one !== undefined) after.splice(Math.max(0, Math.min(to, after.length)), 0, one);
  return after;
}
