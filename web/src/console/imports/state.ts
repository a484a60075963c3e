/** The list that is being imported: it stays while the officer looks at something else. */
import { computed, signal } from "@preact/signals";
import { organisation, region } from "../../staff/session";
import { correctAll, dropEdits, edits, goOnWith, markChecked } from "./corrections";
import { decode, type Encoding, parseCsv } from "./csv";
import { forgetEdits, nameOfList } from "./keptEdits";
import { type Filter, filterCounts, listing, type Report, shown } from "./report";
import { failure, posted, refusals, stop, work } from "./sending";
import {
  corrected,
  csvOf,
  type Edits,
  edited,
  type Kind,
  likelyHeadingRow,
  likelyKind,
  type Sheet,
  sheetOf,
} from "./sheet";
import { type Book, bookOf, csvName, type TableOut } from "./workbook";

export const MOST_BYTES = 20_000_000;

export interface Wishes {
  kind: Kind;
  region: string;
  attribution: string;
  licence: string;
  replace: boolean;
  publish: boolean;
}

const NO_WISHES: Wishes = {
  kind: "spots",
  region: "",
  attribution: "",
  licence: "",
  replace: false,
  publish: false,
};

export const file = signal<File | null>(null);
export const encoding = signal<Encoding | null>(null);
export const isBroken = signal(false);
export const guessed = signal<Kind | null>(null);
export const sheet = signal<Sheet | null>(null);
/** Where the sheet comes from, if from a workbook. */
export const book = signal<Book | null>(null);
export const wishes = signal<Wishes>(NO_WISHES);
/** What the last check, or the import, said. */
export const report = signal<Report | null>(null);
export const done = signal<Report | null>(null);
export const filter = signal<Filter>("all");
export const words = signal("");
export const page = signal(0);

export const list = computed(() => {
  const said = done.value ?? report.value;
  return said ? listing(said, sheet.value) : null;
});
export const counts = computed(() => filterCounts(list.value?.rows ?? [], edits.value));
export const rowsShown = computed(() =>
  shown(list.value?.rows ?? [], filter.value, words.value, edits.value),
);

export function reset(): void {
  stop();
  for (const [target, empty] of [
    [file, null],
    [sheet, null],
    [book, null],
    [encoding, null],
    [guessed, null],
  ] as const)
    target.value = empty;
  isBroken.value = false;
  wishes.value = { ...NO_WISHES, region: wishes.value.region };
  forgetReport();
}

/** What was said no longer holds, because something else is to be sent. */
function forgetReport(): void {
  report.value = null;
  done.value = null;
  failure.value = null;
  dropEdits();
  narrow("all", "");
}

export function wish(change: Partial<Wishes>): void {
  wishes.value = { ...wishes.value, ...change };
  if (!("publish" in change)) report.value = null;
}

export function narrow(by: Filter, text = words.value): void {
  filter.value = by;
  words.value = text;
  page.value = 0;
}

export async function choose(chosen: File): Promise<void> {
  reset();
  file.value = chosen;
  if (chosen.size > MOST_BYTES) return;
  work.value = { what: "read" };
  const found = decode(new Uint8Array(await chosen.arrayBuffer()));
  work.value = null;
  if (!found) return readBook();
  encoding.value = found.encoding;
  const rows = parseCsv(found.text);
  isBroken.value = rows === null;
  if (rows) await takeRows(rows);
}

async function takeRows(rows: string[][]): Promise<void> {
  sheet.value = sheetOf(rows, likelyHeadingRow(rows));
  guessed.value = likelyKind(sheet.value.headings);
  wish({ kind: guessed.value });
  await restore();
}

/** What was corrected in this list before the tab was closed, put in place again. */
async function restore(): Promise<void> {
  const [chosen, table] = [file.value, sheet.value];
  if (!chosen || !table) return;
  const name = await nameOfList(chosen, organisation.value?.id ?? "", book.value?.sheet ?? "");
  if (sheet.value === table) goOnWith(name);
}

/** Only the server reads workbooks: ask what stands in this sheet, or in the one that it chooses. */
export async function readBook(name = ""): Promise<void> {
  const chosen = file.value;
  if (!chosen) return;
  const form = new FormData();
  if (name) form.set("sheet", name);
  form.set("file", chosen);
  const said = await posted<TableOut>("/tables", form, "read");
  if (!said) return;
  forgetReport();
  book.value = bookOf(said);
  await takeRows(said.rows);
}

export function correct(row: number, column: number, value: string): void {
  if (sheet.value) correctAll(edited(sheet.value, edits.value, row, column, value));
}

/** The file as it is to be sent: as it came, or with its corrections; of a workbook the sheet read. */
export function fileToSend(): File | null {
  const [chosen, table] = [file.value, sheet.value];
  if (!chosen || !table || (edits.value.size === 0 && !book.value)) return chosen;
  const text = csvOf(corrected(table, edits.value));
  return new File([text], csvName(chosen.name), { type: "text/csv" });
}

function formOf(chosen: File, dry: boolean, skip: boolean): FormData {
  const { kind, attribution, licence, replace, publish } = wishes.value;
  const isAmenity = kind === "toilets" || kind === "shelters";
  const form = new FormData();
  form.set("kind", kind);
  form.set("each_row", "true");
  if (dry) form.set("dry_run", "true");
  if (skip) form.set("skip_refused", "true");
  const where = wishes.value.region || region.value?.code;
  if (where) form.set("region", where);
  if (attribution.trim()) form.set("attribution", attribution.trim());
  if (licence.trim()) form.set("licence", licence.trim());
  if (replace && isAmenity) form.set("replace", "true");
  if (publish && kind === "spots" && !dry) form.set("publish", "true");
  // Last, so that who reads as it comes knows by then what to do with it.
  form.set("file", chosen);
  return form;
}

async function send(what: "check" | "save", skip = false): Promise<Report | null> {
  const chosen = fileToSend();
  if (!chosen) return null;
  return posted<Report>("/imports", formOf(chosen, what === "check", skip), what);
}

/** The server knows where the headings are; it says so where they are not in the first row. */
function takeReport(said: Report, sent: Edits): void {
  const table = sheet.value;
  const row = said.remarks.find((remark) => remark.code === "title_line")?.row ?? 1;
  if (table) sheet.value = sheetOf(table.rows, row, sent);
}

export async function check(): Promise<void> {
  if (!sheet.value && !encoding.value) await readBook();
  if (!sheet.value && !encoding.value) return;
  const sent = edits.value;
  const said = await send("check");
  // A list that was refused whole has no report any more; what was corrected in it stays.
  if (!said && refusals(failure.value).length > 0) report.value = null;
  if (!said) return;
  takeReport(said, sent);
  markChecked(sent);
  report.value = said;
  narrow(said.rejected > 0 ? "fault" : "all", "");
}

/** After an import without the rows that could not be taken: check the list again, to mend these. */
export async function mendRest(): Promise<void> {
  done.value = null;
  await check();
}

export async function take(skip: boolean): Promise<void> {
  const said = await send("save", skip);
  if (!said) return;
  takeReport(said, edits.value);
  done.value = said;
  report.value = null;
  if (said.rejected === 0) forgetEdits();
}
