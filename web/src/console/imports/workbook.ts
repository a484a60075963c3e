/** Lists in a workbook, as the server reads it. */
import type { components } from "../../api/schema.gen";
import type { Report } from "./report";
import { cellKey, columnOf, type Edits, edited, isEdited, letters, type Sheet } from "./sheet";

export type TableOut = components["schemas"]["TableOut"];

export interface Book {
  /** The sheets that there are, and the one that was read. */
  sheets: readonly string[];
  sheet: string;
  /** By `row:column`, what formulas showed when the workbook was saved. */
  shown: ReadonlyMap<string, string>;
}

export function bookOf({ sheets, sheet, shown }: TableOut): Book {
  return {
    sheets,
    sheet: sheet ?? "",
    shown: new Map(shown.map(({ row, column, text }) => [cellKey(row, column), text])),
  };
}

/** The name under which a workbook's list is sent and saved. */
export function csvName(name: string): string {
  return /\.csv$/i.test(name) ? name : `${name.replace(/\.\w+$/, "")}.csv`;
}

/** Refused formulas whose values are known, with these in their place. */
export function withShown(report: Report, sheet: Sheet, book: Book, edits: Edits): Edits {
  return report.errors
    .filter((error) => error.code === "formula")
    .reduce((after, { row, column: heading }) => {
      const column = columnOf(sheet, heading);
      const text = column === null ? undefined : book.shown.get(cellKey(row, column));
      const may = column !== null && text !== undefined && !isEdited(edits, row, column);
      return may ? edited(sheet, after, row, column, text) : after;
    }, edits);
}

const MOST_CELLS = 1000;
const MOST_BYTES = 60_000;

/** Corrections as the server writes them into a workbook; null where they are too many for that. */
export function placed(edits: Edits): string | null {
  const cells = [...edits].map(([at, text]) => {
    const [row = 0, column = 0] = at.split(":").map(Number);
    return [`${letters(column)}${row}`, text];
  });
  const told = JSON.stringify(Object.fromEntries(cells));
  const fits = edits.size <= MOST_CELLS && new TextEncoder().encode(told).length <= MOST_BYTES;
  return fits ? told : null;
}
