/** The offline pack of a trip: everything that its pages show, put into the device's cache. */
import { type Page, spotPage } from "../api/around";
import { getSpot } from "../api/places";
import type { Itinerary, Spot } from "../api/types";
import { getTileJson } from "../map/tileSource";
import { type KeptTrip, write } from "./db";
import { keepSpots } from "./kept";
import { boxAround, tilesIn } from "./tiles";

export const PACK_CACHE = "yorimichi-pack";

export interface Progress {
  done: number;
  total: number;
  failed: number;
  bytes: number;
}

const AT_ONCE = 6;

export function canPack(): boolean {
  return "caches" in globalThis && "serviceWorker" in navigator;
}

export function spotIdsOf(plan: Itinerary): string[] {
  const ids = plan.days.flatMap((day) => day.visits.map((visit) => visit.spot_id));
  return [...new Set(ids.filter((id) => id !== null))];
}

function pointsOf(plan: Itinerary): [number, number][] {
  return plan.days.flatMap((day) =>
    day.legs.flatMap((leg) => leg.geometry.coordinates.map(([lon = 0, lat = 0]) => [lon, lat])),
  ) as [number, number][];
}

async function tileAddresses(plan: Itinerary): Promise<string[]> {
  const source = await getTileJson(plan.region).catch(() => null);
  const points = pointsOf(plan);
  if (!source || points.length === 0) return [];
  const deepest = Math.min(source.maxzoom, 16);
  const tiles = tilesIn(boxAround(points), Math.max(source.minzoom, 10), deepest);
  const [template = ""] = source.tiles;
  const filled = tiles.map(({ z, x, y }) =>
    template.replace("{z}", `${z}`).replace("{x}", `${x}`).replace("{y}", `${y}`),
  );
  return [`/v1/regions/${plan.region}/tiles.json`, ...filled];
}

async function keep(cache: Cache, address: string): Promise<number> {
  const answer = await fetch(address);
  // Outside the region's box there is no tile; that is no failure.
  if (answer.status === 404 || answer.status === 204) return 0;
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const bytes = (await answer.clone().arrayBuffer()).byteLength;
  await cache.put(address, answer);
  return bytes;
}

const MOST_PAGES_AROUND = 6;

/** Places around the way, so that the map and its list have something to show without a network. */
async function keepAround(plan: Itinerary): Promise<void> {
  const points = pointsOf(plan);
  if (points.length === 0) return;
  const wish = { region: plan.region, categories: [], lesserOnly: false };
  const { signal } = new AbortController();
  let next: string | null = null;
  for (let count = 0; count < MOST_PAGES_AROUND; count += 1) {
    const page: Page<Spot> = await spotPage(wish, boxAround(points), next, signal);
    await keepSpots(page.items);
    next = page.next;
    if (!next) return;
  }
}

async function keepSpot(id: string): Promise<Spot | null> {
  const spot = await getSpot(id).catch(() => null);
  if (spot) await write((db) => db.put("spots", spot));
  return spot;
}

function photosOf(spots: (Spot | null)[]): string[] {
  return spots.flatMap((spot) =>
    (spot?.properties.photos ?? []).slice(0, 4).flatMap((p) => [p.thumbnail_url, p.small_url]),
  );
}

/** Put a trip on the device, telling `onProgress` how far it is. */
export async function packTrip(
  plan: Itinerary,
  onProgress: (progress: Progress) => void,
): Promise<Progress> {
  const cache = await caches.open(PACK_CACHE);
  const spots = await Promise.all(spotIdsOf(plan).map(keepSpot));
  const around = await keepAround(plan).then(
    () => 0,
    () => 1,
  );
  const missing = spots.filter((spot) => spot === null).length + around;
  const queue = [...photosOf(spots), ...(await tileAddresses(plan))];
  const progress: Progress = { done: 0, total: queue.length, failed: missing, bytes: 0 };
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await keep(cache, next).then(
        (bytes) => {
          progress.bytes += bytes;
        },
        () => {
          progress.failed += 1;
        },
      );
      progress.done += 1;
      onProgress({ ...progress });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  askToStay();
  return progress;
}

/** Note that a trip is on the device as a whole; false where the device kept nothing of it. */
export async function markPacked(id: string, pack: KeptTrip["pack"]): Promise<boolean> {
  const isNoted = await write(async (db) => {
    const trip = await db.get("trips", id);
    if (trip) await db.put("trips", { ...trip, pack });
    return trip !== undefined;
  });
  return isNoted ?? false;
}

/** Some browsers ask the reader, who need never answer: nothing waits for it. */
function askToStay(): void {
  void navigator.storage?.persist?.().catch(() => {});
}
