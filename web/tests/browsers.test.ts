/** What not every browser has, and what stands in for it. */
import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import type { Itinerary } from "../src/api/types";
import { copyText } from "../src/browser/copyText";
import { newId } from "../src/browser/newId";
import { forTab, keepsForGood, lasting, namesOn } from "../src/browser/shelves";
import { lacksWebGl } from "../src/map/webgl";
import { markPacked, packTrip } from "../src/offline/pack";
import { blobOf, pictureOf } from "../src/offline/picture";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  localStorage.clear();
});

/** A browser in which merely to ask for `name` is an error. */
function refusing(name: string): void {
  vi.spyOn(globalThis, name as "localStorage", "get").mockImplementation(() => {
    throw new DOMException("The operation is insecure.", "SecurityError");
  });
}

test("over plain http, too, each name is another one and has the form of a UUID", () => {
  const { getRandomValues } = crypto;
  vi.stubGlobal("crypto", { getRandomValues: getRandomValues.bind(crypto) });
  const names = Array.from({ length: 50 }, newId);
  for (const name of names) expect(name).toMatch(UUID);
  expect(new Set(names).size).toBe(50);
});

test("a picture is kept as bytes, and shown as it was", async () => {
  const picture = await pictureOf(new Blob(["QR"], { type: "image/png" }));
  expect(structuredClone(picture)).toEqual(picture);
  const shown = blobOf(picture);
  expect(shown.type).toBe("image/png");
  expect(await shown.text()).toBe("QR");
});

test("what the device kept as a Blob is still shown", () => {
  const before = new Blob(["QR"]);
  expect(blobOf(before)).toBe(before);
});

test("where all cookies are blocked, the page remembers by itself, and says that it does not keep", () => {
  expect(keepsForGood()).toBe(true);
  refusing("localStorage");
  lasting().setItem("a", "1");
  expect(lasting().getItem("a")).toBe("1");
  expect(namesOn(lasting())).toEqual(["a"]);
  expect(forTab().getItem("a")).toBeNull();
  expect(keepsForGood()).toBe(false);
});

test("what lies on the browser's own shelf is found by name", () => {
  lasting().setItem("b", "2");
  expect(localStorage.getItem("b")).toBe("2");
  expect(namesOn(lasting())).toContain("b");
});

test("without a clipboard, a text is copied by selecting it", async () => {
  vi.stubGlobal("navigator", {});
  let selected = "";
  document.execCommand = () => {
    selected = document.querySelector("textarea")?.value ?? "";
    return true;
  };
  expect(await copyText("https://example.jp/a")).toBe(true);
  expect(selected).toBe("https://example.jp/a");
  expect(document.querySelector("textarea")).toBeNull();
  document.execCommand = () => false;
  expect(await copyText("https://example.jp/a")).toBe(false);
});

test("a pack is whole although the reader never answers whether the browser may keep it for long", async () => {
  const put = vi.fn(async () => undefined);
  vi.stubGlobal("caches", { open: async () => ({ put }) });
  vi.stubGlobal("navigator", { storage: { persist: () => new Promise(() => undefined) } });
  vi.stubGlobal("fetch", async () => Response.json({ features: [] }, { status: 404 }));
  const plan = { region: "helsinki", days: [] } as unknown as Itinerary;
  expect((await packTrip(plan, () => undefined)).failed).toBe(0);
});

test("a browser without WebGL is told from a file that did not come", () => {
  const told = JSON.stringify({
    type: "webglcontextcreationerror",
    message: "Failed to initialize WebGL",
  });
  expect(lacksWebGl(new Error(told))).toBe(true);
  expect(lacksWebGl(new TypeError("error loading dynamically imported module"))).toBe(false);
});

test("a trip of which the device kept nothing is not said to be there without a network", async () => {
  expect(await markPacked("never-kept", { bytes: 1, at: "2027-05-15T10:00:00Z" })).toBe(false);
});
