import type { Key } from "./ja";

/** English of bookings. */
export const en: Record<Key, string> = {
  title: "Bookings",
};
