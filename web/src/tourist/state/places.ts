import { computed, effect, signal } from "@preact/signals";
import { getSpot, listCategories, listNotices, listRegions, listSpots } from "../../api/places";
import type { Category, Notice, Region, Spot } from "../../api/types";
import { language } from "../../i18n";
import { findKeptSpot } from "../../offline/pack";
import { remembered } from "../../offline/remember";
import { load, loadable, loaded } from "./load";

export const regions = loadable<Region[]>();
export const categories = loadable<Category[]>();
export const spots = loadable<Spot[]>();
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

/** Load what lies in the region, whenever that or the language changes. */
export function followRegion(): void {
  effect(() => {
    const code = regionCode.value;
    const words = language.value;
    if (!code) return;
    void load(spots, () => remembered(`spots-${code}-${words}`, () => listSpots(code)));
  });
}

export function loadNotices(code: string, at: string): void {
  void load(notices, () =>
    remembered(`notices-${code}-${language.value}-${at.slice(0, 10)}`, () => listNotices(code, at)),
  );
}

/** One spot: from what is loaded, the network, or the device. */
export async function findSpot(id: string): Promise<Spot> {
  const already = loaded(spots)?.find((spot) => spot.id === id);
  if (already) return already;
  try {
    return await getSpot(id);
  } catch (failure) {
    const kept = await findKeptSpot(id);
    if (kept) return kept;
    throw failure;
  }
}
