import type { Key } from "./ja";

/** English of the console's frame. */
export const en: Record<Key, string> = {
  name: "Console",
  "nav.queue": "To look after",
  "nav.spots": "Spots",
  "nav.imports": "Import a list",
  "nav.notices": "Notices",
  "nav.events": "Events",
  "nav.campaigns": "Campaigns",
  "nav.insights": "Insights",
  "nav.members": "Members and organisation",
  "nav.account": "Account",
};
