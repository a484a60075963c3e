import { expect, test } from "vitest";
import { decode, parseCsv, writeCsv } from "../../src/console/imports/csv";
import { inYear, likelyYear, withYear, yearless } from "../../src/console/imports/dates";
import {
  filterCounts,
  inParts,
  listing,
  publishable,
  type Report,
  shown,
} from "../../src/console/imports/report";
import {
  corrected,
  csvOf,
  edited,
  letters,
  likelyHeadingRow,
  likelyKind,
  rowCount,
  sheetOf,
} from "../../src/console/imports/sheet";

const said = (row: number, column: string, code: string) => ({
  row,
  column,
  code,
  found: "",
  message: code,
});

function reportOf(parts: Partial<Report>): Report {
  return { errors: [], remarks: [], repairs: [], rows: [], ...parts } as Report;
}

const SHEET = sheetOf(
  [
    ["観光施設一覧"],
    ["ID", "名称", "緯度", "経度"],
    ["A1", "滝ノ口河川公園", "34.0873", "131.8923"],
    ["A2", "月見寺", "", "131.9"],
  ],
  2,
);

test("a file in Shift_JIS reads like one in UTF-8", () => {
  const japanese = new Uint8Array([0x96, 0xbc, 0x8f, 0xcc, 0x2c, 0x49, 0x44]);
  expect(decode(japanese)).toEqual({ text: "名称,ID", encoding: "cp932" });
  const marked = new TextEncoder().encode("\ufeff名称,ID");
  expect(decode(marked)).toEqual({ text: "名称,ID", encoding: "utf-8" });
});

test("a workbook is not taken for text", () => {
  expect(decode(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x14]))).toBeNull();
});

test("rows are numbered by records, as a spreadsheet shows them", () => {
  const text = 'a,"b\r\nc"\r\n\r\n"say ""hi""",\r\nlast';
  expect(parseCsv(text)).toEqual([["a", "b\r\nc"], [], ['say "hi"', ""], ["last"]]);
});

test("all kinds of line ends end a row", () => {
  expect(parseCsv("a\rb\nc\r\n")).toEqual([["a"], ["b"], ["c"]]);
});

test("a list whose quotes do not match is not guessed at", () => {
  expect(parseCsv('a,"b\nc')).toBeNull();
  expect(parseCsv('a,"b"c\n')).toBeNull();
});

test("what is written reads as the same cells", () => {
  const rows = [
    ["名称", 'a"b', "x,y"],
    ["1\n2", "", " "],
  ];
  expect(parseCsv(writeCsv(rows).slice(1))).toEqual(rows);
});

test("a very long cell is read without running out of stack", () => {
  const long = "あ".repeat(200_000);
  expect(parseCsv(`"${long}",b`)?.[0]?.[0]?.length).toBe(200_000);
});

test("the list's kind shows in its headings", () => {
  expect(likelyKind(["全国地方公共団体コード", "名称", "緯度"])).toBe("spots");
  expect(likelyKind(["ID", "イベント名", "開始日"])).toBe("events");
  expect(likelyKind(["名称", "男性トイレ_総数"])).toBe("toilets");
  expect(likelyKind(["名称", "災害種別_洪水"])).toBe("shelters");
});

test("headings below a title are found, and rows that hold something counted", () => {
  expect(rowCount(sheetOf([["名称"], ["月見寺"], [], ["", " "]], 1))).toBe(1);
  expect(likelyHeadingRow(SHEET.rows)).toBe(2);
  expect(likelyHeadingRow([["一覧"], ["番号", "呼び名"], ["1"]])).toBe(2);
});

test("columns are called as in a spreadsheet", () => {
  expect([0, 25, 26, 57, 701, 702].map(letters)).toEqual(["A", "Z", "AA", "BF", "ZZ", "AAA"]);
});

test("corrected headings are those of the sheet", () => {
  const edits = edited(SHEET, new Map(), 2, 1, " 施設名 ");
  expect(sheetOf(SHEET.rows, 2, edits).headings).toEqual(["ID", "施設名", "緯度", "経度"]);
});

test("each fault stands beside its row and cell, the other coordinate with it", () => {
  const report = reportOf({
    errors: [said(4, "経度", "missing_coordinates")],
    repairs: [{ ...said(3, "ID", "width"), made: "A1" }],
    remarks: [said(2, "", "title_line")],
    rows: [
      { row: 3, name: "滝ノ口河川公園", became: "created", id: null },
      { row: 4, name: "", became: "refused", id: null },
    ],
  });
  const { about, rows } = listing(report, SHEET);
  expect(about.map((one) => one.code)).toEqual(["title_line"]);
  expect(rows.map((row) => [row.row, row.name, row.became])).toEqual([
    [3, "滝ノ口河川公園", "created"],
    [4, "月見寺", "refused"],
  ]);
  expect(rows[1]?.cells.map((cell) => [cell.heading, cell.column, cell.findings.length])).toEqual([
    ["緯度", 2, 0],
    ["経度", 3, 1],
  ]);
});

test("before the sheet is there, faults are named all the same", () => {
  const { rows } = listing(reportOf({ errors: [said(4, "経度", "bad_coordinate")] }), null);
  expect(rows).toMatchObject([{ row: 4, cells: [{ heading: "経度", column: null }] }]);
});

test("filters and words narrow the rows, and say how many are left", () => {
  const report = reportOf({
    errors: [said(4, "経度", "bad_coordinate")],
    rows: [
      { row: 3, name: "滝ノ口河川公園", became: "created", id: null },
      { row: 4, name: "", became: "refused", id: null },
    ],
  });
  const { rows } = listing(report, SHEET);
  const edits = edited(SHEET, new Map(), 4, 2, "34.1");
  expect(filterCounts(rows, edits)).toMatchObject({ all: 2, fault: 1, created: 1, edited: 1 });
  expect(shown(rows, "fault", "", edits).map((row) => row.row)).toEqual([4]);
  expect(shown(rows, "all", "河川", edits).map((row) => row.row)).toEqual([3]);
});

test("corrections are written into the list, and undone by typing what was there", () => {
  const edits = edited(SHEET, new Map(), 4, 2, "34.1");
  expect(csvOf(corrected(SHEET, edits))).toContain("A2,月見寺,34.1,131.9\r\n");
  expect(SHEET.rows[3]?.[2]).toBe("");
  expect(edited(SHEET, edits, 4, 2, "").size).toBe(0);
});

test("only new spots inside the region are offered for publishing", () => {
  const rows = [3, 4, 5].map((row) => ({
    row,
    name: `${row}`,
    became: row === 5 ? ("unchanged" as const) : ("created" as const),
    id: `id-${row}`,
  }));
  const report = reportOf({ rows, remarks: [said(4, "緯度", "outside_bounds")] });
  expect(publishable(listing(report, SHEET).rows)).toEqual(["id-3"]);
});

test("many are sent in parts", () => {
  expect(inParts([1, 2, 3], 2)).toEqual([[1, 2], [3]]);
});

test("dates without a year are given one together, which their weekdays tell", () => {
  const sheet = sheetOf(
    [
      ["イベント名", "開始日"],
      ["朝市", "８月２日(土)"],
      ["祭り", "11月3日(祝)(月)"],
      ["講座", "10月中旬"],
    ],
    1,
  );
  const errors = [2, 3, 4].map((row) => said(row, "開始日", "date_without_year"));
  const cells = yearless(reportOf({ errors }), sheet);
  const texts = cells.map((cell) => cell.text);
  expect(texts).toEqual(["8月2日(土)", "11月3日(祝)(月)"]);
  expect(likelyYear(texts, 2026)).toBe(2025);
  expect([...withYear(sheet, new Map(), cells, 2025).values()]).toEqual([
    "2025-08-02",
    "2025-11-03",
  ]);
});

test("a day that a year does not have is left as it is", () => {
  expect(inYear("2月29日", 2027)).toBeNull();
  expect(inYear("2月29日", 2028)).toBe("2028-02-29");
  expect(likelyYear(["未定"], 2026)).toBe(2026);
});
