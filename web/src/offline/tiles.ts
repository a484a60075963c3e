/** Which map tiles lie around a plan. */
export interface TileAddress {
  z: number;
  x: number;
  y: number;
}

export type Box = [west: number, south: number, east: number, north: number];

const MOST_TILES = 160;

export function boxAround(points: [lon: number, lat: number][], marginDegrees = 0.004): Box {
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  return [
    Math.min(...lons) - marginDegrees,
    Math.min(...lats) - marginDegrees,
    Math.max(...lons) + marginDegrees,
    Math.max(...lats) + marginDegrees,
  ];
}

function column(lon: number, z: number): number {
  return Math.floor(((lon + 180) / 360) * 2 ** z);
}

function row(lat: number, z: number): number {
  const sine = Math.sin((lat * Math.PI) / 180);
  return Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 2 ** z);
}

function tilesAt([west, south, east, north]: Box, z: number): TileAddress[] {
  const found: TileAddress[] = [];
  for (let x = column(west, z); x <= column(east, z); x += 1)
    for (let y = row(north, z); y <= row(south, z); y += 1) found.push({ z, x, y });
  return found;
}

/** Tiles from `least` zoom on, as deep as a sensible number of them allows. */
export function tilesIn(box: Box, least: number, most: number): TileAddress[] {
  const found: TileAddress[] = [];
  for (let z = least; z <= most; z += 1) {
    const level = tilesAt(box, z);
    if (found.length + level.length > MOST_TILES) break;
    found.push(...level);
  }
  return found;
}
