/** A list as a table whose cells can be corrected before it is sent. */
import { writeCsv } from "./csv";

export type Kind = "spots" | "events" | "toilets" | "shelters";

/** Corrected cells by `row:column`; rows count from 1, columns from 0. */
export type Edits = ReadonlyMap<string, string>;

export interface Sheet {
  /** Every row of the file as it came, the first one first. */
  rows: string[][];
  /** Number of the row with the headings, from 1. */
  headingRow: number;
  headings: string[];
}

const NAMES = ["名称", "イベント名", "イベント名称", "施設名", "施設名称", "施設・場所名"];
const MORE_NAMES = ["shelter_name"];

export function sheetOf(rows: string[][], headingRow: number, edits: Edits = new Map()): Sheet {
  const headings = (rows[headingRow - 1] ?? []).map(
    (cell, column) => edits.get(cellKey(headingRow, column)) ?? cell,
  );
  return { rows, headingRow, headings: headings.map((heading) => heading.trim()) };
}

/** Rows below the headings that hold anything. */
export function rowCount(sheet: Sheet): number {
  const below = sheet.rows.slice(sheet.headingRow);
  return below.filter((cells) => cells.some((cell) => cell.trim() !== "")).length;
}

/** Of the first ten rows the one with a name, or else the fullest: what are likely headings. */
export function likelyHeadingRow(rows: readonly string[][]): number {
  const first = rows.slice(0, 10);
  const likely = first.findIndex((cells) => nameColumn(cells) !== null);
  if (likely >= 0) return likely + 1;
  const filled = first.map((cells) => cells.filter((cell) => cell.trim() !== "").length);
  return Math.max(0, filled.indexOf(Math.max(...filled))) + 1;
}

/** How a spreadsheet calls a column: A, B, … Z, AA. */
export function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}

export function nameColumn(headings: readonly string[]): number | null {
  const plain = headings.map((heading) => heading.normalize("NFKC").trim());
  for (const name of [...NAMES, ...MORE_NAMES]) {
    const found = plain.indexOf(name);
    if (found >= 0) return found;
  }
  return null;
}

/** Which of the four lists has headings like these; the officer may know better. */
export function likelyKind(headings: readonly string[]): Kind {
  const all = headings.join("\n").normalize("NFKC");
  if (/^イベント名/m.test(all)) return "events";
  if (/トイレ_?総数|トイレ数|_数\(洋式\)/.test(all)) return "toilets";
  if (/災害種別|shelter_|^(洪水|津波|内水氾濫)/m.test(all)) return "shelters";
  return "spots";
}

/** How `Edits` name a cell. */
export const cellKey = (row: number, column: number) => `${row}:${column}`;

export function columnOf(sheet: Sheet, heading: string): number | null {
  const found = heading ? sheet.headings.indexOf(heading) : -1;
  return found < 0 ? null : found;
}

export function cellAt(sheet: Sheet, edits: Edits, row: number, column: number): string {
  return edits.get(cellKey(row, column)) ?? original(sheet, row, column);
}

export function original(sheet: Sheet, row: number, column: number): string {
  return sheet.rows[row - 1]?.[column] ?? "";
}

/** The edits with one more; a cell that says again what it said counts as not corrected. */
export function edited(
  sheet: Sheet,
  edits: Edits,
  row: number,
  column: number,
  value: string,
): Edits {
  const after = new Map(edits);
  if (value === original(sheet, row, column)) after.delete(cellKey(row, column));
  else after.set(cellKey(row, column), value);
  return after;
}

export function isEdited(edits: Edits, row: number, column: number): boolean {
  return edits.has(cellKey(row, column));
}

export function editedRows(edits: Edits): Set<number> {
  return new Set([...edits.keys()].map((at) => Number(at.split(":")[0])));
}

/** The sheet with its corrections in place. */
export function corrected(sheet: Sheet, edits: Edits): Sheet {
  const rows = sheet.rows.slice();
  for (const [at, value] of edits) {
    const [row = 0, column = 0] = at.split(":").map(Number);
    const cells = [...(rows[row - 1] ?? [])];
    while (cells.length <= column) cells.push("");
    cells[column] = value;
    rows[row - 1] = cells;
  }
  return { ...sheet, rows };
}

export function csvOf(sheet: Sheet): string {
  return writeCsv(sheet.rows);
}
