/** Work on a list that takes a while: how far it is, what went wrong, and how to stop it. */
import { signal } from "@preact/signals";
import { Problem } from "../../api/problem";
import { ofOrganisation } from "../../staff/session";
import { upload } from "../../staff/upload";
import type { Report } from "./report";

export type Work = "read" | "send" | "check" | "save" | "publish";
export const work = signal<{ what: Work; share?: number | undefined } | null>(null);
export const failure = signal<unknown>(null);

let stopping = new AbortController();

export function stop(): void {
  stopping.abort();
  stopping = new AbortController();
  work.value = null;
}

/** What the server says to a form; null where it failed or was stopped. */
export async function posted<T>(path: string, form: FormData, what: Work): Promise<T | null> {
  if (work.value) return null;
  const control = new AbortController();
  stopping = control;
  failure.value = null;
  work.value = { what: "send", share: 0 };
  try {
    const said = await upload<T>(ofOrganisation(path), form, {
      signal: control.signal,
      onProgress: (share) => {
        if (stopping === control) work.value = share < 1 ? { what: "send", share } : { what };
      },
    });
    return control.signal.aborted ? null : said;
  } catch (reason) {
    if (!control.signal.aborted) failure.value = reason;
    return null;
  } finally {
    if (stopping === control) work.value = null;
  }
}

/** What a file that is no list was refused for. */
export function refusals(reason: unknown): Report["errors"] {
  if (!(reason instanceof Problem)) return [];
  return (reason.faults as unknown as Report["errors"]).filter((one) => "row" in one);
}

/** Whether the headings are what keeps the file from being read. */
export function isOfHeadings(reason: unknown): boolean {
  const codes = ["missing_column", "unknown_heading"];
  return refusals(reason).some((one) => codes.includes(one.code));
}
