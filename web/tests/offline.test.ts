import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { Problem } from "../src/api/problem";
import { flush, sendReport } from "../src/offline/queue";
import { remembered } from "../src/offline/remember";
import { unsentCount } from "../src/offline/status";

afterEach(() => vi.unstubAllGlobals());

const network = (answer: () => Promise<Response>) => {
  const fetched = vi.fn(answer);
  vi.stubGlobal("fetch", fetched);
  return fetched;
};
const away = () => Promise.reject(new TypeError("network"));
const told = (status: number) => () => Promise.resolve(Response.json({ message: "" }, { status }));

test("a report made without a network waits and is sent once, when there is one again", async () => {
  network(away);
  expect(await sendReport("spot", "closed")).toBe(false);
  expect(unsentCount.value).toBe(1);
  expect(await flush()).toBe(0);
  const fetched = network(told(201));
  expect(await flush()).toBe(1);
  expect(await flush()).toBe(0);
  expect(fetched).toHaveBeenCalledTimes(1);
  expect(unsentCount.value).toBe(0);
});

test("what the server refuses for good is not asked again", async () => {
  network(away);
  await sendReport("gone", "moved");
  network(told(404));
  expect(await flush()).toBe(1);
  expect(unsentCount.value).toBe(0);
});

test("what was told before is remembered while the network is away", async () => {
  await remembered("regions", async () => ["ube"]);
  const offline = () => Promise.reject(new Problem("offline", 0, ""));
  expect(await remembered("regions", offline)).toEqual(["ube"]);
  await expect(remembered("unknown", offline)).rejects.toThrow(Problem);
});

test("an explained failure is not hidden behind what was told before", async () => {
  await remembered("spots", async () => []);
  const refused = () => Promise.reject(new Problem("invalid", 422, "no"));
  await expect(remembered("spots", refused)).rejects.toThrow("no");
});
