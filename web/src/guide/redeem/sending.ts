/** Telling the server of check-ins, at once or when there is a network again. */
import { signal } from "@preact/signals";
import { sendScans } from "../api";
import { deviceName } from "../common/device";
import { drop, keep, kept } from "../common/kept";
import type { ScanAnswer } from "../types";
import { outcomeOf } from "./judge";
import { batchesOf, type Noted, readUnsent, settle, unsent } from "./scans";

export interface Trouble {
  name: string;
  outcome: ReturnType<typeof outcomeOf>;
  code: string | null;
}

/** What was sent and turned out to be no valid check-in, until the guide has looked at it. */
export const troubles = signal<Trouble[]>(kept<Trouble[]>("troubles")?.value ?? []);

export function clearTroubles(): void {
  troubles.value = [];
  drop("troubles");
}

let sending: Promise<Map<string, ScanAnswer>> | null = null;

/**
 * Send all that is unsent; the answers by the ids of what was noted.
 *
 * `watched` is shown by who noted it: its trouble is not told a second time.
 */
export async function sendAll(watched: string | null = null): Promise<Map<string, ScanAnswer>> {
  // Who calls while a list is on its way has noted something that is not on it.
  if (sending) await sending.catch(() => undefined);
  sending = sent(watched).finally(() => {
    sending = null;
  });
  return sending;
}

async function sent(watched: string | null): Promise<Map<string, ScanAnswer>> {
  const answers = new Map<string, ScanAnswer>();
  readUnsent();
  for (const batch of batchesOf(unsent.value)) {
    const organisation = batch[0]?.organisation ?? "";
    const { scans } = await sendScans(
      organisation,
      deviceName(),
      batch.map((one) => one.scan),
    );
    batch.forEach((one, n) => {
      const answer = scans[n];
      if (answer) answers.set(one.id, answer);
    });
    tell(batch, answers, watched);
    settle(batch.filter((one) => answers.has(one.id)).map((one) => one.id));
  }
  return answers;
}

function tell(batch: Noted[], answers: Map<string, ScanAnswer>, watched: string | null): void {
  const bad = batch.flatMap((one) => {
    const answer = answers.get(one.id);
    if (!answer || answer.outcome === "redeemed" || one.id === watched) return [];
    return [{ name: one.name, outcome: outcomeOf(answer.outcome), code: answer.code }];
  });
  if (bad.length === 0) return;
  troubles.value = [...troubles.value, ...bad];
  keep("troubles", troubles.value);
}
