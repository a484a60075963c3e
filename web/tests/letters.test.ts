import { expect, test } from "vitest";
import { letterOf } from "../src/tourist/state/letters";

test("a letter's address names the booking, and its key behind the hash", () => {
  expect(letterOf("/bookings/b-1", "#k")).toEqual({ kind: "booking", id: "b-1", key: "k" });
  expect(letterOf("/bookings/b-1", "")).toEqual({ kind: "booking", id: "b-1", key: "" });
});

test("who waits comes back to their place", () => {
  const place = { kind: "waiting", slotId: "s", entryId: "e", key: "k" };
  expect(letterOf("/waiting/s/e", "#k")).toEqual(place);
});

test("other addresses are no letters", () => {
  expect(letterOf("/itineraries/x", "#k")).toBeNull();
  expect(letterOf("/", "")).toBeNull();
});
