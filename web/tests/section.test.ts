import { afterEach, expect, test, vi } from "vitest";
import { type Box, boxText } from "../src/geo/box";
import { suffices, widened, within } from "../src/map/section";
import { type AskPage, sections } from "../src/tourist/state/sections";

afterEach(() => {
  vi.useRealTimers();
});

const TOWN: Box = [24.9, 60.1, 25.0, 60.2];
const view = (box: Box, zoom = 14) => ({ box, zoom });
const rest = () => vi.advanceTimersByTimeAsync(1000);

test("small moves of the map ask for nothing new", () => {
  const loaded = { box: widened(TOWN), whole: true };
  expect(suffices(loaded, view([24.92, 60.11, 25.02, 60.21]))).toBe(true);
  expect(suffices(loaded, view([25.2, 60.1, 25.3, 60.2]))).toBe(false);
  expect(suffices(null, view(TOWN))).toBe(false);
});

test("of a section with too much in it, a nearer look is asked for again", () => {
  const loaded = { box: widened(TOWN), whole: false };
  expect(suffices(loaded, view(TOWN))).toBe(true);
  expect(suffices(loaded, view([24.94, 60.14, 24.96, 60.16]))).toBe(false);
});

test("a box is told without cutting off its edge", () => {
  expect(boxText([24.94123, 60.16788, 24.95001, 60.17])).toBe("24.9412,60.1678,24.9501,60.1700");
});

function endless(calls: AbortSignal[] = []): AskPage<number> {
  return async (_, next, signal) => {
    calls.push(signal);
    return { items: [Number(next ?? 0)], next: String(Number(next ?? 0) + 1) };
  };
}

test("no more pages are loaded than a map can show", async () => {
  vi.useFakeTimers();
  const spots = sections(endless(), 3);
  spots.look(view(TOWN));
  await rest();
  expect(spots.found.value).toMatchObject({ items: [0, 1, 2], state: "there" });
  expect(spots.found.value.section?.whole).toBe(false);
});

test("a request that the map has moved on from is given up", async () => {
  vi.useFakeTimers();
  const signals: AbortSignal[] = [];
  const answers: ((items: number[]) => void)[] = [];
  const ask: AskPage<number> = (_, __, signal) => {
    signals.push(signal);
    return new Promise((resolve) => answers.push((items) => resolve({ items, next: null })));
  };
  const spots = sections(ask, 3);
  spots.look(view(TOWN));
  await rest();
  spots.look(view([26, 61, 26.1, 61.1]));
  await rest();
  answers[1]?.([2]);
  answers[0]?.([1]);
  await rest();
  expect(signals.map((signal) => signal.aborted)).toEqual([true, false]);
  expect(spots.found.value.items).toEqual([2]);
});

test("from very far nothing is loaded", async () => {
  vi.useFakeTimers();
  const calls: AbortSignal[] = [];
  const spots = sections(endless(calls), 3);
  spots.look(view([120, 20, 150, 50], 4));
  await rest();
  expect(calls).toEqual([]);
  expect(spots.found.value.state).toBe("far");
});

test("a failure keeps what was there", async () => {
  vi.useFakeTimers();
  let fails = false;
  const spots = sections<number>(async () => {
    if (fails) throw new Error("away");
    return { items: [7], next: null };
  }, 3);
  spots.look(view(TOWN));
  await rest();
  fails = true;
  spots.look(view([26, 61, 26.1, 61.1]));
  await rest();
  expect(spots.found.value).toMatchObject({ items: [7], state: "failed" });
});

test("nothing is asked for outside the region", () => {
  expect(within(view([20, 50, 30, 70]), TOWN)).toEqual(view(TOWN));
  expect(within(view([0, 0, 1, 1]), TOWN)).toBeNull();
});
