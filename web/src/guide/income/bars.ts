/** Income by month, ready to be drawn and read aloud. */
import { addMonths } from "../logic/days";
import type { Month } from "../types";

export interface Bar {
  month: string;
  bookings: number;
  people: number;
  incomeMinor: number;
  expectedMinor: number;
  refundMinor: number;
  /** 0 to 1 of the highest bar: what came in, and on top what is expected. */
  income: number;
  expected: number;
}

/** The currencies there are; each has bars of its own, because sums of two mean nothing. */
export function currenciesOf(months: readonly Month[]): string[] {
  return [...new Set(months.map((month) => month.currency))].sort();
}

/** A bar for each month from the first to the last date, those without bookings too. */
export function barsOf(
  months: readonly Month[],
  currency: string,
  first: string,
  last: string,
): Bar[] {
  const theirs = new Map(months.filter((m) => m.currency === currency).map((m) => [m.month, m]));
  const highest = Math.max(
    1,
    ...[...theirs.values()].map((m) => m.income_minor + m.expected_minor),
  );
  const bars: Bar[] = [];
  for (let month = first.slice(0, 7); month <= last.slice(0, 7); month = addMonths(month, 1)) {
    const found = theirs.get(month);
    bars.push({
      month,
      bookings: found?.bookings ?? 0,
      people: found?.people ?? 0,
      incomeMinor: found?.income_minor ?? 0,
      expectedMinor: found?.expected_minor ?? 0,
      refundMinor: found?.refund_minor ?? 0,
      income: Math.max(0, found?.income_minor ?? 0) / highest,
      expected: (found?.expected_minor ?? 0) / highest,
    });
  }
  return bars;
}

const isEmpty = (bar: Bar) => bar.bookings === 0 && bar.incomeMinor === 0 && bar.refundMinor === 0;

/** Without the months before the first and after the last one in which there was anything. */
export function trimmed(bars: readonly Bar[]): Bar[] {
  const first = bars.findIndex((bar) => !isEmpty(bar));
  const behind = [...bars].reverse().findIndex((bar) => !isEmpty(bar));
  return first < 0 ? [] : bars.slice(first, bars.length - behind);
}

export interface Total {
  incomeMinor: number;
  expectedMinor: number;
  bookings: number;
  people: number;
}

export function totalOf(bars: readonly Bar[]): Total {
  const sum = (of: (bar: Bar) => number) => bars.reduce((total, bar) => total + of(bar), 0);
  return {
    incomeMinor: sum((bar) => bar.incomeMinor),
    expectedMinor: sum((bar) => bar.expectedMinor),
    bookings: sum((bar) => bar.bookings),
    people: sum((bar) => bar.people),
  };
}
