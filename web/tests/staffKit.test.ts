import { effect } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../src/api/problem";
import { draftOf } from "../src/staff/etag";
import { elsewhere, faultAt, faultsOf, fieldId } from "../src/staff/faults";
import { fieldWith, numberOf } from "../src/staff/form";
import { isFor, type Part, withModules } from "../src/staff/parts";
import { changeOf } from "../src/staff/photos/credits";
import { placeOf } from "../src/staff/pin/MapPin";
import { parseWhere } from "../src/staff/route";
import { followTokens, leave, me } from "../src/staff/session";
import { isConflict, staffCall } from "../src/staff/staffCall";
import { shownLanguages } from "../src/staff/texts/TextsEditor";
import { ended, keepTokens, signIn, tokens } from "../src/staff/tokens";

const FRESH = {
  access_token: "new",
  refresh_token: "r2",
  expires_at: "",
  expires_in: 900,
  refresh_expires_at: "",
  token_type: "Bearer",
};

function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status });
}

/** A server that takes the token `good` only; what it was asked, in order. */
function serverTaking(good: string, refresh: () => Response): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    const { Authorization: by = "" } = init.headers as Record<string, string>;
    asked.push(`${path} ${by}`);
    if (path.endsWith("/refresh")) return refresh();
    return by === `Bearer ${good}` ? answer(200, { ok: true }) : answer(401, { code: "x" });
  });
  return asked;
}

beforeEach(() => keepTokens({ access: "old", refresh: "r1", stays: false }));
afterEach(() => {
  keepTokens(null);
  ended.value = false;
  vi.unstubAllGlobals();
});

test("a token that has run out is renewed once, however many calls wait for it", async () => {
  const asked = serverTaking("new", () => answer(200, FRESH));
  await Promise.all([staffCall("/v1/a"), staffCall("/v1/b")]);
  expect(asked.filter((line) => line.includes("refresh"))).toHaveLength(1);
  expect(tokens.value).toEqual({ access: "new", refresh: "r2", stays: false });
});

test("a stay that the server no longer knows ends, and says so", async () => {
  serverTaking("new", () => answer(401, { code: "unauthenticated" }));
  await expect(staffCall("/v1/a")).rejects.toBeInstanceOf(Problem);
  expect(tokens.value).toBeNull();
  expect(ended.value).toBe(true);
});

test("a network that is away ends nobody's stay", async () => {
  serverTaking("new", () => answer(503, {}));
  await expect(staffCall("/v1/a")).rejects.toBeInstanceOf(Problem);
  expect(tokens.value?.refresh).toBe("r1");
});

test("tokens outlive the tab only where the person asked for that", () => {
  expect(localStorage.getItem("yorimichi.staff")).toBeNull();
  keepTokens({ access: "a", refresh: "r", stays: true });
  expect(localStorage.getItem("yorimichi.staff")).toContain('"refresh":"r"');
  expect(sessionStorage.getItem("yorimichi.staff")).toBeNull();
});

test("a change carries the version that was seen, and keeps the one that it brought", async () => {
  const draft = draftOf({ value: "a", etag: '"1"' });
  const seen: string[] = [];
  await draft.run(async (etag) => {
    seen.push(etag);
    return { value: "b", etag: '"2"' };
  });
  await draft.run(async (etag) => {
    seen.push(etag);
    throw new Problem("precondition_failed", 412, "");
  });
  expect(seen).toEqual(['"1"', '"2"']);
  expect(draft.kept.value.value).toBe("b");
  expect(isConflict(draft.failure.value)).toBe(true);
});

test("faults are found at their field, or within it", () => {
  const problem = new Problem("invalid", 422, "", [
    { pointer: "/names/ja", code: "a", message: "A." },
    { pointer: "/fees/0/who", code: "b", message: "B." },
    { pointer: "/fees/0/who", code: "c", message: "C." },
  ]);
  const faults = faultsOf(problem);
  expect(faultAt(faults, "/names")).toBe("A.");
  expect(faultAt(faults, "/fees/0/who")).toBe("B. C.");
  expect(faultAt(faults, "/name")).toBeUndefined();
  expect(elsewhere(faults, ["/names"])).toEqual(["B. C."]);
  expect(fieldWith("/fees/0/who", { "/fees": "x" })).toBe("/fees");
  expect(fieldId("/fees/0/who")).toBe("field-fees-0-who");
});

test("numbers may be typed full-width and with commas", () => {
  expect(numberOf("１，２３４．５")).toBe(1234.5);
  expect(numberOf(" ")).toBeNull();
  expect(numberOf("about 5")).toBeNaN();
  expect(placeOf("91", "0")).toBeNull();
  expect(placeOf("35.5", "139")).toEqual({ lat: 35.5, lon: 139 });
});

test("addresses are read below the app's own", () => {
  const at = parseWhere("/console", new URL("https://a.example/console/spots/%E6%BB%9D?q=1#code"));
  expect(at.segments).toEqual(["spots", "滝"]);
  expect(at.query.get("q")).toBe("1");
  expect(at.hash).toBe("code");
});

test("a part without a folder is left out, one for owners is not for viewers", () => {
  const row = { label: () => "", icon: "info", roles: ["owner"] } as const;
  const load = async () => ({ default: () => null });
  const parts = withModules(
    [
      { path: "a", ...row },
      { path: "b", ...row },
    ],
    { "./a/index.tsx": load },
  );
  expect(parts.map((part) => part.path)).toEqual(["a"]);
  const [part] = parts as [Part];
  expect(isFor(part, "owner", "municipality")).toBe(true);
  expect(isFor(part, "viewer", "municipality")).toBe(false);
});

test("captions that were emptied are taken away", () => {
  const photo = { captions: { ja: "滝", en: "Falls" } } as never;
  const after = { captions: { ja: "白糸の滝", en: " " }, author: " A ", holder: "B", licence: "C" };
  expect(changeOf(photo, after)).toEqual({
    author: "A",
    holder: "B",
    licence: "C",
    captions: { ja: "白糸の滝", en: null },
  });
});

test("languages with words are shown beside those asked for", () => {
  expect(shownLanguages(["ja", "en"], { fr: {}, en: {} })).toEqual(["ja", "en", "fr"]);
});

test("who was signed in stays on the page when the stay ends by itself, not on signing out", async () => {
  const end = followTokens();
  serverTaking("none", () => answer(401, { code: "x" }));
  await new Promise((done) => setTimeout(done));
  const person = { id: "p", memberships: [] } as unknown as NonNullable<typeof me.value>;
  keepTokens({ access: "a", refresh: "r", stays: false });
  me.value = person;
  await staffCall("/v1/a").catch(() => undefined);
  await Promise.resolve();
  expect([tokens.value, ended.value, me.value]).toEqual([null, true, person]);
  leave();
  end();
  expect(me.value).toBeNull();
});

test("the page that was left when the stay ended is there all the while somebody signs in again", async () => {
  ended.value = true;
  keepTokens(null);
  vi.stubGlobal("fetch", async () => answer(201, FRESH));
  const lost: boolean[] = [];
  const end = effect(() => {
    lost.push(tokens.value === null && !ended.value);
  });
  await signIn("a@example.jp", "secret", false);
  end();
  expect(lost).not.toContain(true);
  expect([tokens.value?.access, ended.value]).toEqual(["new", false]);
});

test("nothing is asked for again because the tokens are new", async () => {
  const asked = serverTaking("old", () => answer(200, FRESH));
  const end = effect(() => void staffCall("/v1/a").catch(() => undefined));
  keepTokens({ access: "other", refresh: "r9", stays: false });
  end();
  expect(asked).toEqual(["/v1/a Bearer old"]);
});
