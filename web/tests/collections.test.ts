import { expect, test } from "vitest";
import type { Spot } from "../src/api/types";
import { placesOf } from "../src/map/collections";

const spot = {
  type: "Feature",
  id: "a",
  geometry: { type: "Point", coordinates: [24.94, 60.17] },
  properties: { name: "a", category: "park", renown: 0.1 },
} as unknown as Spot;

test("places know whether there are more than those that were loaded", () => {
  const some = placesOf([spot], new Set(), new Map(), true).features[0];
  const all = placesOf([spot], new Set()).features[0];
  expect([some?.properties.more, all?.properties.more]).toEqual([true, false]);
});

test("places of the plan are not drawn a second time", () => {
  expect(placesOf([spot], new Set(["a"])).features).toEqual([]);
});
