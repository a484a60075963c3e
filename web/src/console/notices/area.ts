/** An area while somebody draws it: corners in order, not closed. */
import type { Position } from "../../api/types";

export type Corners = Position[];
type Ring = [number, number][];

export interface Polygon {
  type: "Polygon";
  coordinates: Ring[];
}

/** The area as GeoJSON; null before there are three corners. */
export function polygonOf(corners: Corners): Polygon | null {
  if (corners.length < 3) return null;
  const ring: Ring = corners.map(({ lat, lon }) => [lon, lat]);
  const [first] = ring;
  return first ? { type: "Polygon", coordinates: [[...ring, first]] } : null;
}

/** The corners of an area's outer ring; holes cannot be drawn here. */
export function cornersOf(area: { coordinates: number[][][] } | null): Corners {
  const ring = area?.coordinates[0] ?? [];
  return ring.slice(0, -1).map(([lon = 0, lat = 0]) => ({ lat, lon }));
}

/** Whether two sides cross: such an area is refused, so it is said while one draws. */
export function crossesItself(corners: Corners): boolean {
  const count = corners.length;
  for (let a = 0; a < count; a += 1)
    for (let b = a + 2; b < count; b += 1) {
      if (a === 0 && b === count - 1) continue;
      if (cross(side(corners, a), side(corners, b))) return true;
    }
  return false;
}

type Side = [Position, Position];

function side(corners: Corners, at: number): Side {
  return [corners[at] as Position, corners[(at + 1) % corners.length] as Position];
}

function turn(a: Position, b: Position, c: Position): number {
  return Math.sign((b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon));
}

function cross([a, b]: Side, [c, d]: Side): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

const METRES_PER_DEGREE = 111_195;

/** Square kilometres, good enough to see whether it is a street or a town. */
export function squareKm(corners: Corners): number {
  const middle = corners.reduce((sum, one) => sum + one.lat, 0) / Math.max(1, corners.length);
  const east = METRES_PER_DEGREE * Math.cos((middle * Math.PI) / 180);
  const twice = corners.reduce((sum, one, at) => {
    const next = corners[(at + 1) % corners.length] ?? one;
    return sum + (one.lon * next.lat - next.lon * one.lat) * east * METRES_PER_DEGREE;
  }, 0);
  return Math.abs(twice) / 2e6;
}

/** Where a new corner belongs: on the side that it is nearest to. */
export function withCorner(corners: Corners, corner: Position): Corners {
  if (corners.length < 3) return [...corners, corner];
  const detours = corners.map((one, at) => {
    const next = corners[(at + 1) % corners.length] ?? one;
    return far(one, corner) + far(corner, next) - far(one, next);
  });
  const at = detours.indexOf(Math.min(...detours)) + 1;
  return [...corners.slice(0, at), corner, ...corners.slice(at)];
}

function far(a: Position, b: Position): number {
  return Math.hypot((a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180), a.lat - b.lat);
}
