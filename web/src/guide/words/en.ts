import type { Key } from "./ja";

/** English of the guide's app. */
export const en: Record<Key, string> = {
  name: "Guide",
  "nav.today": "Today",
  "nav.bookings": "Bookings",
  "nav.redeem": "Check in",
  "nav.experiences": "Experiences",
  "nav.schedule": "Times",
  "nav.income": "Income",
  "nav.account": "Account",
};
