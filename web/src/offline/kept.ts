/** Spots that are on the device, for where no network tells of them. */
import type { Spot } from "../api/types";
import { type Box, holds } from "../geo/box";
import { read, write } from "./db";

/** A spot as the device knows it. */
export async function findKeptSpot(id: string): Promise<Spot | undefined> {
  return read((db) => db.get("spots", id));
}

export async function keptSpotsIn(box: Box): Promise<Spot[]> {
  const all = (await read((db) => db.getAll("spots"))) ?? [];
  return all.filter(
    ({
      geometry: {
        coordinates: [lon = 0, lat = 0],
      },
    }) => holds(box, lon, lat),
  );
}

export async function keepSpots(spots: Spot[]): Promise<void> {
  await write(async (db) => {
    const work = db.transaction("spots", "readwrite");
    await Promise.all([...spots.map((spot) => work.store.put(spot)), work.done]);
  });
}
