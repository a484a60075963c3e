import { computed, signal } from "@preact/signals";
import { getSpot, listCategories, listNotices, listRegions } from "../../api/places";
import type { Category, Notice, Region, Spot } from "../../api/types";
import { language } from "../../i18n";
import { findKeptSpot } from "../../offline/kept";
import { remembered } from "../../offline/remember";
import { load, loadable, loaded } from "./load";

export const regions = loadable<Region[]>();
export const categories = loadable<Category[]>();
export const notices = loadable<Notice[]>();

/** The region that the map and the form are about. */
export const regionCode = signal("");

export const region = computed<Region | null>(
  () => loaded(regions)?.find((one) => one.code === regionCode.value) ?? null,
);

export function loadRegions(): void {
  void load(regions, () => remembered(`regions-${language.value}`, listRegions));
  void load(categories, () => remembered(`categories-${language.value}`, listCategories));
}

export function categoryName(code: string | null): string {
  const found = loaded(categories)?.find((one) => one.code === code);
  return found?.names[language.value] ?? found?.name ?? code ?? "";
}

export function regionName(code: string): string {
  const found = loaded(regions)?.find((one) => one.code === code);
  return found?.names[language.value] ?? found?.name ?? code;
}

export function loadNotices(code: string, at: string): void {
  void load(notices, () =>
    remembered(`notices-${code}-${language.value}-${at.slice(0, 10)}`, () => listNotices(code, at)),
  );
}

/** Spots that the app has come across, by id. */
export const knownSpots = signal<ReadonlyMap<string, Spot>>(new Map());

let named = language.value;
language.subscribe((now) => {
  if (now === named) return;
  named = now;
  knownSpots.value = new Map();
});

export function know(spots: readonly Spot[]): void {
  if (spots.length === 0) return;
  knownSpots.value = new Map([
    ...knownSpots.peek(),
    ...spots.map((spot): [string, Spot] => [spot.id, spot]),
  ]);
}

/** One spot: from what is known, the network, or the device. */
export async function findSpot(id: string): Promise<Spot> {
  const already = knownSpots.peek().get(id);
  if (already) return already;
  try {
    const found = await getSpot(id);
    know([found]);
    return found;
  } catch (failure) {
    const kept = await findKeptSpot(id);
    if (kept) return kept;
    throw failure;
  }
}
