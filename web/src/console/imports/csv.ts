/** CSV in the browser: read as the server reads it, so that row numbers agree, and written back. */

export type Encoding = "utf-8" | "cp932";

export interface Decoded {
  text: string;
  encoding: Encoding;
}

/** Text of a file that is UTF-8 or Shift_JIS throughout; null where it is neither, such as xlsx. */
export function decode(bytes: Uint8Array): Decoded | null {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03;
  if (isZip || bytes.subarray(0, 4096).includes(0)) return null;
  for (const [encoding, label] of [
    ["utf-8", "utf-8"],
    ["cp932", "shift_jis"],
  ] as const) {
    try {
      return { text: new TextDecoder(label, { fatal: true }).decode(bytes), encoding };
    } catch {
      // Not this one.
    }
  }
  return null;
}

/**
 * Rows of cells; every record counts as one row, empty lines too. Null where the quotation marks do
 * not match: the server says where.
 */
export function parseCsv(text: string): string[][] | null {
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const row: string[] = [];
    for (;;) {
      const read = readCell(text, at);
      if (!read) return null;
      row.push(read.cell);
      at = read.end;
      if (text[at] !== ",") break;
      at += 1;
    }
    rows.push(row.length === 1 && row[0] === "" ? [] : row);
    if (text[at] === "\r" && text[at + 1] === "\n") at += 1;
    at += 1;
  }
  return rows;
}

interface Read {
  cell: string;
  end: number;
}

const PLAIN = /[^,\r\n]*/y;
const QUOTED = /"([^"]*(?:""[^"]*)*)"/y;

function readCell(text: string, at: number): Read | null {
  if (text[at] !== '"') {
    PLAIN.lastIndex = at;
    const cell = PLAIN.exec(text)?.[0] ?? "";
    return { cell, end: at + cell.length };
  }
  QUOTED.lastIndex = at;
  const found = QUOTED.exec(text);
  const end = QUOTED.lastIndex;
  if (!found || (end < text.length && !/[,\r\n]/.test(text[end] ?? ""))) return null;
  return { cell: (found[1] ?? "").replaceAll('""', '"'), end };
}

function written(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The rows as a file that Excel opens without asking: UTF-8 with its mark. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(written).join(",")}\r\n`).join("")}`;
}
