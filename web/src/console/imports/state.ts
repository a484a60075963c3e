/** The list that is being imported: it stays while the officer looks at something else. */
import { computed, signal } from "@preact/signals";
import { Problem } from "../../api/problem";
import { ofOrganisation, region } from "../../staff/session";
import { upload } from "../../staff/upload";
import { decode, type Encoding, parseCsv } from "./csv";
import { type Filter, filterCounts, listing, type Report, shown } from "./report";
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

export type Work = "read" | "send" | "check" | "save" | "publish";
export const work = signal<{ what: Work; share?: number | undefined } | null>(null);
export const failure = signal<unknown>(null);
export const file = signal<File | null>(null);
export const encoding = signal<Encoding | null>(null);
export const isBroken = signal(false);
export const guessed = signal<Kind | null>(null);
export const sheet = signal<Sheet | null>(null);
export const wishes = signal<Wishes>(NO_WISHES);
/** What the last check, or the import, said. */
export const report = signal<Report | null>(null);
export const edits = signal<Edits>(new Map());
/** The edits that the last check knew of. */
const checkedEdits = signal<Edits>(edits.value);
export const done = signal<Report | null>(null);
export const filter = signal<Filter>("all");
export const words = signal("");
export const page = signal(0);

export const isStale = computed(() => edits.value !== checkedEdits.value);
export const list = computed(() => {
  const said = done.value ?? report.value;
  return said ? listing(said, sheet.value) : null;
});
export const counts = computed(() => filterCounts(list.value?.rows ?? [], edits.value));
export const rowsShown = computed(() =>
  shown(list.value?.rows ?? [], filter.value, words.value, edits.value),
);

let stopping = new AbortController();

export function stop(): void {
  stopping.abort();
}

export function reset(): void {
  stop();
  for (const [target, empty] of [
    [file, null],
    [sheet, null],
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
  keepEdits(new Map());
  checkedEdits.value = edits.value;
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
  if (!found) return;
  encoding.value = found.encoding;
  const rows = parseCsv(found.text);
  isBroken.value = rows === null;
  if (!rows) return;
  sheet.value = sheetOf(rows, likelyHeadingRow(rows));
  guessed.value = likelyKind(sheet.value.headings);
  wish({ kind: guessed.value });
}

function keepEdits(after: Edits): void {
  edits.value = after;
}

export function correct(row: number, column: number, value: string): void {
  if (sheet.value) keepEdits(edited(sheet.value, edits.value, row, column, value));
}

/** Several corrections at once. */
export function correctAll(after: Edits): void {
  keepEdits(after);
}

export function discardEdits(): void {
  keepEdits(new Map());
  if (checkedEdits.value.size === 0) checkedEdits.value = edits.value;
}

/** The file as it is to be sent: as it came, or with its corrections. */
export function fileToSend(): File | null {
  const [chosen, table] = [file.value, sheet.value];
  if (!chosen || !table || edits.value.size === 0) return chosen;
  return new File([csvOf(corrected(table, edits.value))], chosen.name, { type: "text/csv" });
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
  if (!chosen || work.value) return null;
  stopping = new AbortController();
  failure.value = null;
  work.value = { what: "send", share: 0 };
  try {
    return await upload<Report>(
      ofOrganisation("/imports"),
      formOf(chosen, what === "check", skip),
      {
        signal: stopping.signal,
        onProgress: (share) => {
          work.value = share < 1 ? { what: "send", share } : { what };
        },
      },
    );
  } catch (reason) {
    if (!stopping.signal.aborted) failure.value = reason;
    return null;
  } finally {
    work.value = null;
  }
}

/** The server knows where the headings are; it says so where they are not in the first row. */
function takeReport(said: Report): void {
  const table = sheet.value;
  const row = said.remarks.find((remark) => remark.code === "title_line")?.row ?? 1;
  if (table && row !== table.headingRow) sheet.value = sheetOf(table.rows, row);
}

export async function check(): Promise<void> {
  const sent = edits.value;
  const said = await send("check");
  if (!said) return;
  takeReport(said);
  checkedEdits.value = sent;
  report.value = said;
  narrow(said.rejected > 0 ? "fault" : "all", "");
}

export async function take(skip: boolean): Promise<void> {
  const said = await send("save", skip);
  if (!said) return;
  takeReport(said);
  done.value = said;
  report.value = null;
}

/** What a file that is no list was refused for. */
export function refusals(reason: unknown): Report["errors"] {
  if (!(reason instanceof Problem)) return [];
  return (reason.faults as unknown as Report["errors"]).filter((one) => "row" in one);
}
