/** Round numbers for the axis of a chart. */

/** The largest of round steps that are needed to reach `most`, from 0, about four of them. */
export function ticks(most: number): number[] {
  if (most <= 0) return [0, 1];
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10) * power);
  const count = Math.ceil(most / step);
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

/** As a percentage of the whole axis. */
export function heightOf(value: number, axis: readonly number[]): number {
  const top = axis.at(-1) ?? 1;
  return top === 0 ? 0 : (value / top) * 100;
}
