/** Where an experience stands between a draft and being sold, and what can be done next. */
import type { Experience, Organisation } from "../types";

export type Action = "submit" | "withdraw" | "delete";
export type Standing =
  | "draft"
  | "returned"
  | "in_review"
  | "published"
  | "lapsed"
  | "suspended"
  | "withdrawn";

/** A draft that an association has sent back is another thing than one that nobody has seen. */
export function standingOf(kept: Experience, now: Date): Standing {
  const until = kept.keeping?.vouched_until;
  if (kept.status === "draft") return kept.keeping?.review_remark ? "returned" : "draft";
  if (kept.status === "published" && until && Date.parse(until) <= now.getTime()) return "lapsed";
  return kept.status as Standing;
}

const ACTIONS: Record<string, Action[]> = {
  draft: ["submit", "delete"],
  withdrawn: ["submit", "delete"],
  in_review: ["withdraw", "delete"],
  published: ["withdraw", "delete"],
  suspended: ["withdraw", "delete"],
};

export function actionsOf(status: string, role: string | null): Action[] {
  if (role !== "owner" && role !== "editor") return [];
  return (ACTIONS[status] ?? []).filter((action) => action !== "delete" || role === "owner");
}

/** Whom to ask: associations and municipalities, those of the region first. */
export function reviewersFor(all: readonly Organisation[], region: string): Organisation[] {
  return all
    .filter((one) => one.kind !== "guide_business")
    .sort((a, b) => Number(b.region_code === region) - Number(a.region_code === region));
}

/** What is still missing before handing in makes sense. */
export function missingOf(kept: Experience): ("photo" | "english" | "meeting")[] {
  const missing: ("photo" | "english" | "meeting")[] = [];
  if (kept.photos.length === 0) missing.push("photo");
  if (!kept.texts.en) missing.push("english");
  if (!Object.values(kept.texts).some((text) => text.meeting_point)) missing.push("meeting");
  return missing;
}
