/** What lies around: spots, events, toilets and shelters of a section of the map. */
import { type Box, boxText } from "../geo/box";
import { call } from "./client";
import type { Amenity, AmenityKind, Event, RegionCategory, Spot } from "./types";

interface Collection<T> {
  features: T[];
  links: Record<string, string>;
}

/** One page of a section, and where the next one is. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** At most this well known is lesser known. */
const LESSER_KNOWN = 0.3;

async function page<T>(path: string, query: Query, next: string | null, signal: AbortSignal) {
  const found = await (next
    ? call<Collection<T>>(next, { signal })
    : call<Collection<T>>(path, { query, signal }));
  return { items: found.features, next: found.links.next ?? null };
}

type Query = Record<string, string | number | boolean | string[] | undefined>;

export interface SpotWish {
  region: string;
  categories: string[];
  lesserOnly: boolean;
}

export function spotPage(
  wish: SpotWish,
  box: Box,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<Spot>> {
  const { region, categories, lesserOnly } = wish;
  const most = lesserOnly ? LESSER_KNOWN : undefined;
  const query = {
    region,
    bbox: boxText(box),
    category: categories,
    max_renown: most,
    limit: 100,
  };
  return page("/v1/spots", query, next, signal);
}

export function amenityPage(
  kind: AmenityKind,
  region: string,
  box: Box,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<Amenity>> {
  return page("/v1/amenities", { kind, region, bbox: boxText(box), limit: 100 }, next, signal);
}

export async function listEvents(region: string, on: string): Promise<Event[]> {
  const query = { region, on, limit: 100 };
  return (await call<{ events: Event[] }>("/v1/events", { query })).events;
}

export async function listRegionCategories(region: string): Promise<RegionCategory[]> {
  const path = `/v1/regions/${encodeURIComponent(region)}/categories`;
  return (await call<{ categories: RegionCategory[] }>(path)).categories;
}
