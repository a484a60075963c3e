/** Changes made without a network, sent once there is one again. */

import { onceKey } from "../api/bookings";
import { sendMessage } from "../api/guests";
import { reportSpot } from "../api/places";
import { Problem } from "../api/problem";
import type { ReportKind } from "../api/types";
import { read, type Unsent, write } from "./db";
import { unsentCount } from "./status";

async function recount(): Promise<void> {
  unsentCount.value = (await read((db) => db.count("unsent"))) ?? 0;
}

function send(change: Unsent): Promise<unknown> {
  if (change.kind === "report") return reportSpot(change.spotId, change.report);
  // The same key each time: a message whose answer was lost is not written twice.
  return sendMessage(change.bookingId, change.key, change.once, change.text);
}

/** Send a change now, or keep it; true where it was sent. */
async function sendOrKeep(change: Unsent): Promise<boolean> {
  try {
    await send(change);
    return true;
  } catch (failure) {
    if (!(failure instanceof Problem && failure.isOffline)) throw failure;
    await write((db) => db.add("unsent", change));
    await recount();
    return false;
  }
}

export function sendReport(spotId: string, report: ReportKind): Promise<boolean> {
  return sendOrKeep({ kind: "report", spotId, report, at: new Date().toISOString() });
}

export function writeToGuide(bookingId: string, key: string, text: string): Promise<boolean> {
  const at = new Date().toISOString();
  return sendOrKeep({ kind: "message", bookingId, key, text, once: onceKey(), at });
}

/** A change that the server did not take, and what it said. */
export interface Refused {
  change: Unsent;
  why: string;
}

async function deliver(change: Unsent): Promise<"sent" | "later" | Refused> {
  try {
    await send(change);
    return "sent";
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure;
    // What the server refuses for good (the spot is gone, enough was said) is not asked again.
    const forGood = failure.status >= 400 && failure.status < 500 && failure.status !== 429;
    return forGood ? { change, why: failure.message } : "later";
  }
}

export interface Flushed {
  sent: number;
  refused: Refused[];
}

let running: Promise<Flushed> | null = null;

/** Send what waits, the oldest first; a second call joins the first. */
export function flush(): Promise<Flushed> {
  running ??= sendAll().finally(() => {
    running = null;
  });
  return running;
}

async function sendAll(): Promise<Flushed> {
  const done: Flushed = { sent: 0, refused: [] };
  for (const change of (await read((db) => db.getAll("unsent"))) ?? []) {
    const outcome = await deliver(change);
    if (outcome === "later") break;
    await write((db) => db.delete("unsent", change.number ?? 0));
    if (outcome === "sent") done.sent += 1;
    else done.refused.push(outcome);
  }
  await recount();
  return done;
}
