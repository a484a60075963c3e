/** The rooms of `src`, from the ground up: each may use those below it, none above or beside it. */
import { readdirSync, readFileSync } from "node:fs";
import { join, normalize, sep } from "node:path";
import { expect, test } from "vitest";

const SOURCE = join(import.meta.dirname, "../src");
const FLOORS = [
  ["browser"],
  ["geo", "i18n"],
  ["api"],
  ["plan", "ui"],
  ["map"],
  ["experience", "offline"],
  ["staff", "tourist"],
  ["console", "guide"],
];
/** The tourist's first load is small: nothing of the staff's is for them. */
const APART = [
  ["console", "tourist"],
  ["guide", "tourist"],
];

const IMPORTED = /(?:from|import\(|import) ?"(\.[^"]*)"/g;

const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter(
  (path) => /\.tsx?$/.test(path) && path.includes(sep),
);

function floorOf(room: string): number {
  const floor = FLOORS.findIndex((rooms) => rooms.includes(room));
  if (floor < 0) throw new Error(`src/${room} has no floor`);
  return floor;
}

function roomsUsedBy(path: string): string[] {
  const text = readFileSync(join(SOURCE, path), "utf8");
  return [...text.matchAll(IMPORTED)].map(([, to]) =>
    roomOf(normalize(join(path, "..", to ?? ""))),
  );
}

const roomOf = (path: string) => path.split(sep)[0] ?? "";

function mayUse(user: string, used: string): boolean {
  if (user === used) return true;
  return floorOf(used) < floorOf(user) && !APART.some(([a, b]) => a === user && b === used);
}

test("no room uses one above or beside it", () => {
  const wrong = files.flatMap((path) =>
    roomsUsedBy(path)
      .filter((used) => !mayUse(roomOf(path), used))
      .map((used) => `${path} uses ${used}/`),
  );
  expect(wrong).toEqual([]);
});

test("the files and what they use were really read", () => {
  expect(files.length).toBeGreaterThan(300);
  expect(new Set(files.flatMap(roomsUsedBy))).toEqual(new Set(FLOORS.flat()));
});
