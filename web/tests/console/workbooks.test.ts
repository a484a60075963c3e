import { beforeEach, expect, test, vi } from "vitest";
import { discardEdits, edits, restored } from "../../src/console/imports/corrections";
import { failure, work } from "../../src/console/imports/sending";
import {
  book,
  check,
  choose,
  correct,
  fileToSend,
  readBook,
  report,
  reset,
  sheet,
  take,
} from "../../src/console/imports/state";
import { csvName, placed, withShown } from "../../src/console/imports/workbook";
import { type UploadOptions, upload } from "../../src/staff/upload";

vi.mock("../../src/staff/upload", () => ({ upload: vi.fn() }));

const ZIP = new Uint8Array([0x50, 0x4b, 0x03, 0x04]);
const TABLE = {
  encoding: "xlsx",
  sheet: "一覧",
  sheets: ["記入要領", "一覧"],
  rows: [["観光施設一覧", ""], [], ["ID", "名称"], ["0012", '="月見"&"寺"']],
  shown: [{ row: 4, column: 1, text: "月見寺" }],
};
const REPORT = {
  rows_read: 1,
  rejected: 1,
  errors: [{ row: 4, column: "名称", code: "formula", found: "=", message: "" }],
  remarks: [{ row: 3, column: "", code: "title_line", found: "", message: "" }],
  repairs: [],
  rows: [],
};

/** What the server is asked, in order: the address and the form. */
const asked: [string, FormData][] = [];

function answers(...said: unknown[]): void {
  for (const one of said) {
    vi.mocked(upload).mockImplementationOnce((path: string, form: FormData) => {
      asked.push([path, form]);
      return one instanceof Error ? Promise.reject(one) : Promise.resolve(one as never);
    });
  }
}

beforeEach(() => {
  vi.mocked(upload).mockReset();
  asked.length = 0;
  localStorage.clear();
  reset();
});

const workbook = () => new File([ZIP], "一覧.xlsx");

test("a workbook is read by the server, and sent on as the rows that were shown", async () => {
  answers(TABLE, REPORT);
  await choose(workbook());
  expect([book.value?.sheet, sheet.value?.headingRow]).toEqual(["一覧", 3]);
  await check();
  expect(asked.map(([path]) => path.split("/").pop())).toEqual(["tables", "imports"]);
  const sent = asked[1]?.[1].get("file") as File;
  expect(sent.name).toBe("一覧.csv");
  const rows = '\ufeff観光施設一覧,\r\n\r\nID,名称\r\n0012,"=""月見""&""寺"""\r\n';
  expect(await sent.text()).toBe(rows);
});

test("formulas give way to what they showed, where nobody has corrected them", async () => {
  answers(TABLE, REPORT);
  await choose(workbook());
  await check();
  const [said, table, from] = [report.value, sheet.value, book.value];
  if (!said || !table || !from) throw new Error("nothing was read");
  expect([...withShown(said, table, from, new Map())]).toEqual([["4:1", "月見寺"]]);
  const mine = new Map([["4:1", "花見寺"]]);
  expect(withShown(said, table, from, mine)).toBe(mine);
});

test("another sheet is another list: nothing of the one before stays", async () => {
  answers(TABLE, REPORT, { ...TABLE, sheet: "記入要領", rows: [["この様式は"]], shown: [] });
  await choose(workbook());
  await check();
  correct(4, 1, "月見寺");
  await readBook("記入要領");
  expect(asked[2]?.[1].get("sheet")).toBe("記入要領");
  expect([report.value, edits.value.size, sheet.value?.rows]).toEqual([null, 0, [["この様式は"]]]);
});

test("a workbook that could not be read is asked for again before it is checked", async () => {
  const broken = new Error("no network");
  answers(broken, TABLE, REPORT);
  await choose(workbook());
  expect([failure.value, sheet.value]).toEqual([broken, null]);
  await check();
  expect([failure.value, report.value]).toEqual([null, REPORT]);
});

test("corrections go into what is sent and saved", async () => {
  answers(TABLE);
  await choose(workbook());
  correct(4, 1, "月見寺");
  expect(await fileToSend()?.text()).toContain("0012,月見寺\r\n");
});

test("what was asked for a file is forgotten when another is chosen", async () => {
  let end = (_: never) => {};
  vi.mocked(upload).mockImplementationOnce((_, __, options?: UploadOptions) => {
    options?.onProgress?.(0.5);
    return new Promise((resolve) => {
      end = resolve;
    });
  });
  const first = choose(workbook());
  await vi.waitFor(() => expect(work.value).toMatchObject({ share: 0.5 }));
  await choose(new File(["ID,名称\r\nA1,塔\r\n"], "new.csv"));
  end(TABLE as never);
  await first;
  expect([book.value, sheet.value?.headings, work.value]).toEqual([null, ["ID", "名称"], null]);
});

test("corrections outlive a closed tab, and come back with the same list only", async () => {
  answers(TABLE, { ...TABLE, sheet: "記入要領" }, TABLE, TABLE);
  await choose(workbook());
  correct(4, 1, "月見寺");
  reset();
  await choose(workbook());
  expect(edits.value.size).toBe(0);
  reset();
  await choose(workbook());
  expect([[...edits.value], restored.value]).toEqual([[["4:1", "月見寺"]], 1]);
  discardEdits();
  reset();
  await choose(workbook());
  expect([edits.value.size, restored.value]).toEqual([0, 0]);
});

test("what was imported whole needs no correction any more, and rows left out do", async () => {
  for (const rejected of [1, 0]) {
    answers(TABLE, { ...REPORT, rejected });
    await choose(workbook());
    correct(4, 1, `${rejected}`);
    await take(true);
    expect(localStorage.length).toBe(rejected);
  }
});

test("a workbook's list is saved under its own name", () => {
  expect(["一覧.xlsx", "一覧.v2.XLSX", "list.csv", "list.CSV", "list"].map(csvName)).toEqual([
    "一覧.csv",
    "一覧.v2.csv",
    "list.csv",
    "list.CSV",
    "list.csv",
  ]);
});

test("corrections are named as a spreadsheet names cells, unless they are too many for a form", () => {
  expect(
    placed(
      new Map([
        ["3:3", "34.1"],
        ["12:27", "0834"],
      ]),
    ),
  ).toBe('{"D3":"34.1","AB12":"0834"}');
  const many = (count: number, text: string) =>
    placed(new Map(Array.from({ length: count }, (_, row) => [`${row}:0`, text])));
  expect([many(1000, "a"), many(1001, "a"), many(3, "あ".repeat(7000))].map(Boolean)).toEqual([
    true,
    false,
    false,
  ]);
});
