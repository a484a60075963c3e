/** What the server says about a list, by row and by cell. */
import type { components } from "../../api/schema.gen";
import { columnOf, type Edits, editedRows, nameColumn, type Sheet } from "./sheet";

export type Report = components["schemas"]["ImportOut"];
export type Became = components["schemas"]["RowOut"]["became"];
export type FindingKind = "fault" | "remark" | "repair";

export interface Finding {
  kind: FindingKind;
  code: string;
  found: string;
  made?: string;
  message: string;
}

/** One cell about which there is something to say, or that helps to put its neighbour right. */
export interface CellView {
  heading: string;
  /** Where it stands in the sheet; null where it cannot be corrected here. */
  column: number | null;
  findings: Finding[];
}

export interface RowView {
  row: number;
  name: string;
  /** Null where nothing was decided, because other rows were refused. */
  became: Became | null;
  id: string | null;
  cells: CellView[];
  kinds: ReadonlySet<FindingKind>;
}

export interface Listing {
  /** What is said of the file as a whole, or of its headings. */
  about: (Finding & { heading: string })[];
  rows: RowView[];
}

interface Said extends Finding {
  row: number;
  column: string;
}

/** Of everything said: faults before remarks, and those before repairs. */
export function listing(report: Report, sheet: Sheet | null): Listing {
  const said: Said[] = [
    ...report.errors.map((error) => ({ ...error, kind: "fault" as const })),
    ...report.remarks.map((remark) => ({ ...remark, kind: "remark" as const })),
    ...report.repairs.map((repair) => ({ ...repair, kind: "repair" as const })),
  ];
  const first = sheet ? sheet.headingRow : 0;
  const about = said.filter((one) => one.row <= first);
  const below = said.filter((one) => one.row > first);
  const byRow = groupedBy(below, (one) => one.row);
  const fates = new Map((report.rows ?? []).map((row) => [row.row, row]));
  const rows = [...new Set([...fates.keys(), ...byRow.keys()])].sort((a, b) => a - b);
  const named = sheet && nameColumn(sheet.headings);
  return {
    about: about.map((one) => ({ ...one, heading: one.column })),
    rows: rows.map((row) => {
      const cells = byRow.get(row) ?? [];
      const fate = fates.get(row);
      return {
        row,
        name: fate?.name || (named === null ? "" : (sheet?.rows[row - 1]?.[named] ?? "")).trim(),
        became: fate?.became ?? null,
        id: fate?.id ?? null,
        cells: cellsOf(cells, sheet),
        kinds: new Set(cells.map((one) => one.kind)),
      };
    }),
  };
}

function groupedBy<K, V>(all: readonly V[], keyOf: (one: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

const LAT = ["緯度", "portal_latitude", "latitude"];
const LON = ["経度", "portal_longitude", "longitude"];

function cellsOf(said: readonly Said[], sheet: Sheet | null): CellView[] {
  const grouped = groupedBy(said, (one) => one.column);
  const cells = [...grouped].map(([heading, findings]) => ({
    heading,
    column: sheet && columnOf(sheet, heading),
    findings: findings as Finding[],
  }));
  return withPartner(cells, sheet);
}

/** One coordinate is rarely wrong alone: where one is refused, the other stands beside it. */
function withPartner(cells: CellView[], sheet: Sheet | null): CellView[] {
  const wrong = cells.find(
    ({ heading, findings }) =>
      [...LAT, ...LON].includes(heading) && findings.some((one) => one.kind !== "repair"),
  );
  if (!wrong || !sheet) return cells;
  const others = LAT.includes(wrong.heading) ? LON : LAT;
  const heading = sheet.headings.find((name) => others.includes(name));
  if (!heading || cells.some((cell) => cell.heading === heading)) return cells;
  const partner = { heading, column: columnOf(sheet, heading), findings: [] };
  return cells.flatMap((cell) => (cell === wrong ? pair(wrong, partner) : [cell]));
}

/** Latitude first, as everybody says it. */
function pair(one: CellView, other: CellView): CellView[] {
  return LAT.includes(one.heading) ? [one, other] : [other, one];
}

export const FILTERS = [
  "all",
  "fault",
  "remark",
  "repair",
  "created",
  "updated",
  "unchanged",
  "edited",
] as const;
export type Filter = (typeof FILTERS)[number];

export function fits(row: RowView, filter: Filter, edits: ReadonlySet<number>): boolean {
  if (filter === "all") return true;
  if (filter === "edited") return edits.has(row.row);
  if (filter === "fault" || filter === "remark" || filter === "repair")
    return row.kinds.has(filter);
  return row.became === filter;
}

/** How many rows each filter leaves. */
export function filterCounts(rows: readonly RowView[], edits: Edits): Record<Filter, number> {
  const touched = editedRows(edits);
  const counted = FILTERS.map((filter) => [
    filter,
    rows.filter((row) => fits(row, filter, touched)).length,
  ]);
  return Object.fromEntries(counted) as Record<Filter, number>;
}

export function shown(
  rows: readonly RowView[],
  filter: Filter,
  words: string,
  edits: Edits,
): RowView[] {
  const wanted = words.normalize("NFKC").trim().toLowerCase();
  const touched = editedRows(edits);
  return rows.filter(
    (row) =>
      fits(row, filter, touched) &&
      (wanted === "" ||
        row.name.normalize("NFKC").toLowerCase().includes(wanted) ||
        String(row.row) === wanted),
  );
}

export const PAGE = 50;

export function pageCount(rows: number): number {
  return Math.max(1, Math.ceil(rows / PAGE));
}

/** New ones that may be public: a point outside the region stays a draft. */
export function publishable(rows: readonly RowView[]): string[] {
  return rows
    .filter(
      (row) =>
        row.became === "created" &&
        !row.cells.some((cell) => cell.findings.some((one) => one.code === "outside_bounds")),
    )
    .flatMap((row) => row.id ?? []);
}

/** In parts of as many as one request takes. */
export function inParts<T>(all: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, part) =>
    all.slice(part * most, (part + 1) * most),
  );
}
