import type { Key } from "./ja";

/** English of the page on which a guide begins. */
export const en: Record<Key, string> = {
  title: "Become a guide",
  lead: "Tell us your name and region, and you can draft your first experience. It becomes public once the region’s tourism association has looked at it.",
  "name.ja": "Name of your business (Japanese, or your own)",
  "name.ja.hint": "Guests see it.",
  "name.en": "Name in English (optional)",
  region: "Region",
  do: "Begin",
  have: "I have an invitation code",
};
