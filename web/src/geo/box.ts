/** Areas between two meridians and two parallels, in degrees (WGS 84). */
export type Box = readonly [west: number, south: number, east: number, north: number];

export function contains(outer: Box, inner: Box): boolean {
  return (
    outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]
  );
}

export function holds([w, s, e, n]: Box, lon: number, lat: number): boolean {
  return lon >= w && lon <= e && lat >= s && lat <= n;
}

/** A box in the form that addresses take, rounded outwards to about 10 m. */
export function boxText([w, s, e, n]: Box): string {
  const down = (x: number) => (Math.floor(x * 1e4) / 1e4).toFixed(4);
  const up = (x: number) => (Math.ceil(x * 1e4) / 1e4).toFixed(4);
  return [down(w), down(s), up(e), up(n)].join(",");
}
