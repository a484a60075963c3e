/** What needs attention, in groups by the most urgent reason. */
import type { components } from "../../api/schema.gen";

type S = components["schemas"];
export type Entry = S["QueueEntryOut"];
export type Reason = S["Reason"];
export type Experience = S["ExperienceOut"];
export type Report = S["ReportOut"];
export type SettledReport = S["SettledReportOut"];
export type Outcome = S["SettleIn"]["outcome"];
export type Review = S["ModeratedReviewOut"];

export const REASONS = ["reports", "in_review", "overdue", "translations"] as const;

export interface Group {
  reason: Reason;
  entries: Entry[];
}

/** Each spot once, under the reason that presses most; groups without spots are left out. */
export function grouped(entries: readonly Entry[]): Group[] {
  return REASONS.map((reason) => ({
    reason,
    entries: entries.filter((entry) => entry.why[0] === reason),
  })).filter((group) => group.entries.length > 0);
}

/** The other reports that say the same of the spot. */
export function alike(reports: readonly Report[], report: Report): Report[] {
  return reports.filter((one) => one.id !== report.id && one.kind === report.kind);
}

/** `"3"`, as `If-Match` names a version. */
export function tagOf(version: number): string {
  return `"${version}"`;
}

/** Who takes the focus once an entry has gone: the next one, else the one before it. */
export function neighbour(ids: readonly string[], gone: string): string | null {
  const at = ids.indexOf(gone);
  return ids[at + 1] ?? ids[at - 1] ?? null;
}

/** Why an association should look at an experience again. */
export function reviewNotes(
  experience: Experience,
  now: Date,
): { changed: boolean; lapsed: boolean } {
  const keeping = experience.keeping;
  const until = keeping?.vouched_until;
  return {
    changed: keeping?.changed_since_review ?? false,
    lapsed: Boolean(until && new Date(until) <= now),
  };
}

/** Which steps are open to an association, by the state that an experience is in. */
export function stepsOf(status: string): { publish: boolean; sendBack: boolean; suspend: boolean } {
  return {
    publish: ["in_review", "published", "suspended"].includes(status),
    sendBack: status === "in_review",
    suspend: status === "published",
  };
}
