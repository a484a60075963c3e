import { call } from "../api/client";

/** The part of TileJSON 3 that the map needs. */
export interface TileJson {
  tiles: string[];
  minzoom: number;
  maxzoom: number;
  bounds?: [number, number, number, number];
  attribution?: string;
}

const asked = new Map<string, Promise<TileJson>>();

/** Where a region's vector tiles are; fails where the server has none. */
export function getTileJson(region: string): Promise<TileJson> {
  const path = `/v1/regions/${encodeURIComponent(region)}/tiles.json`;
  const found = asked.get(region) ?? call<TileJson>(path);
  asked.set(region, found);
  found.catch(() => asked.delete(region));
  return found;
}
