import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { Problem } from "../src/api/problem";
import { flush, sendReport, writeToGuide } from "../src/offline/queue";
import { remembered } from "../src/offline/remember";
import { unsentCount } from "../src/offline/status";

afterEach(() => vi.unstubAllGlobals());

const network = (answer: () => Promise<Response>) => {
  const fetched = vi.fn(answer);
  vi.stubGlobal("fetch", fetched);
  return fetched;
};
const away = () => Promise.reject(new TypeError("network"));
const told = (status: number) => () => Promise.resolve(Response.json({}, { status }));

test("a report made without a network waits and is sent once, when there is one again", async () => {
  network(away);
  expect(await sendReport("spot", "closed")).toBe(false);
  expect(unsentCount.value).toBe(1);
  expect((await flush()).sent).toBe(0);
  const fetched = network(told(201));
  expect((await flush()).sent).toBe(1);
  expect((await flush()).sent).toBe(0);
  expect(fetched).toHaveBeenCalledTimes(1);
  expect(unsentCount.value).toBe(0);
});

test("what the server refuses for good is not asked again", async () => {
  network(away);
  await sendReport("gone", "moved");
  network(told(404));
  const { sent, refused } = await flush();
  expect(sent).toBe(0);
  expect(refused.map(({ why }) => why)).toEqual(["HTTP 404"]);
  expect(unsentCount.value).toBe(0);
});

test("a message is sent with the same key each time, so that it is written once", async () => {
  network(away);
  expect(await writeToGuide("b-1", "key", "遅れます")).toBe(false);
  const busy = network(told(503));
  await flush();
  const there = network(told(201));
  expect((await flush()).sent).toBe(1);
  const keyOf = (sent: typeof there) =>
    new Headers((sent.mock.calls[0] as unknown as [string, RequestInit])[1].headers).get(
      "Idempotency-Key",
    );
  expect(keyOf(there)).toBe(keyOf(busy));
});

test("two that flush at once send each change once", async () => {
  network(away);
  await sendReport("spot", "closed");
  const fetched = network(told(201));
  await Promise.all([flush(), flush()]);
  expect(fetched).toHaveBeenCalledTimes(1);
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
