import type { Position, Region } from "../../api/types";

const WAIT_MS = 12_000;

/** Where the device is; null where nobody allows it to say. */
export function findPosition(): Promise<Position | null> {
  return new Promise((resolve) => {
    if (!("geolocation" in navigator)) return resolve(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: coords.latitude, lon: coords.longitude }),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: WAIT_MS, maximumAge: 30_000 },
    );
  });
}

const MARGIN_DEGREES = 0.02;

export function isIn(region: Region, at: Position): boolean {
  const [west = -180, south = -90, east = 180, north = 90] = region.bbox;
  const m = MARGIN_DEGREES;
  return at.lon > west - m && at.lon < east + m && at.lat > south - m && at.lat < north + m;
}
