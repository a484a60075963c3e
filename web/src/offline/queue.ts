/** Changes made without a network, sent once there is one again. */

import { reportSpot } from "../api/places";
import { Problem } from "../api/problem";
import type { ReportKind } from "../api/types";
import { read, type Unsent, write } from "./db";
import { unsentCount } from "./status";

async function recount(): Promise<void> {
  unsentCount.value = (await read((db) => db.count("unsent"))) ?? 0;
}

/** Send a report now, or keep it; true where it was sent. */
export async function sendReport(spotId: string, report: ReportKind): Promise<boolean> {
  try {
    await reportSpot(spotId, report);
    return true;
  } catch (failure) {
    if (!(failure instanceof Problem && failure.isOffline)) throw failure;
    const unsent: Unsent = { kind: "report", spotId, report, at: new Date().toISOString() };
    await write((db) => db.add("unsent", unsent));
    await recount();
    return false;
  }
}

async function deliver(change: Unsent): Promise<"done" | "later"> {
  try {
    await reportSpot(change.spotId, change.report);
    return "done";
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure;
    // What the server refuses for good (the spot is gone, enough was said) is not asked again.
    return failure.status >= 400 && failure.status < 500 && failure.status !== 429
      ? "done"
      : "later";
  }
}

/** Send what waits, the oldest first; returns how many went. */
export async function flush(): Promise<number> {
  let sent = 0;
  for (const change of (await read((db) => db.getAll("unsent"))) ?? []) {
    if ((await deliver(change)) === "later") break;
    await write((db) => db.delete("unsent", change.number ?? 0));
    sent += 1;
  }
  await recount();
  return sent;
}
