/** Dates without a year, as lists of events have them: `8月2日(土)`. The weekday often tells which. */
import type { Report } from "./report";
import { columnOf, type Edits, edited, original, type Sheet } from "./sheet";

const WEEKDAYS = "日月火水木金土";
const DAY = /^(\d{1,2})月(\d{1,2})日/;

interface Place {
  row: number;
  column: number;
  text: string;
}

/** Cells that the server refused for want of a year, and that name a day. */
export function yearless(report: Report, sheet: Sheet): Place[] {
  return report.errors
    .filter((error) => error.code === "date_without_year")
    .flatMap(({ row, column: heading }) => {
      const column = columnOf(sheet, heading);
      const text = column === null ? "" : original(sheet, row, column).normalize("NFKC").trim();
      return column !== null && DAY.test(text) ? [{ row, column, text }] : [];
    });
}

/** `2025-08-02` of `8月2日(土)`; null where there is no such day. */
export function inYear(text: string, year: number): string | null {
  const [, month, day] = DAY.exec(text) ?? [];
  if (!month || !day) return null;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = new Date(`${iso}T12:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== iso ? null : iso;
}

/** The year near `around` in which most of the weekdays are right; the later one of two. */
export function likelyYear(texts: readonly string[], around: number): number {
  const years = [around + 1, around, around - 1, around - 2, around - 3];
  const right = years.map((year) => texts.filter((text) => isRight(text, year)).length);
  const most = Math.max(...right);
  return most === 0 ? around : (years[right.indexOf(most)] ?? around);
}

function isRight(text: string, year: number): boolean {
  const iso = inYear(text, year);
  const marks = [...text.matchAll(/\((.)\)/g)].map(([, mark]) => mark);
  return iso !== null && marks.includes(WEEKDAYS[new Date(`${iso}T12:00:00Z`).getUTCDay()]);
}

/** The corrections with that year in all of these cells. */
export function withYear(sheet: Sheet, edits: Edits, cells: readonly Place[], year: number): Edits {
  return cells.reduce((after, { row, column, text }) => {
    const iso = inYear(text, year);
    return iso ? edited(sheet, after, row, column, iso) : after;
  }, edits);
}
