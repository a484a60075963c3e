import type { Key } from "./ja";

/** English of the console's frame. */
export const en: Record<Key, string> = {
  name: "Console",
  "nav.queue": "To do",
  "nav.spots": "Spots",
  "nav.imports": "Import",
  "nav.notices": "Notices",
  "nav.events": "Events",
  "nav.campaigns": "Campaigns",
  "nav.insights": "Insights",
  "nav.members": "Members",
  "nav.account": "Account",
};
