import type { Key } from "./ja";

/** English of the page on which a guide begins. */
export const en: Record<Key, string> = {
  title: "Become a guide",
  lead: "Tell us your name and region, and you can start drafting your first experience. It is published once your region’s tourism association has reviewed it.",
  "name.ja": "Business or your name (Japanese or your own script)",
  "name.ja.hint": "Guests will see this.",
  "name.en": "Name in English (optional)",
  region: "Region",
  do: "Begin",
  have: "I have an invitation code",
};
