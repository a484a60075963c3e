import type { Key } from "./ja";

/** English of one's own account. */
export const en: Record<Key, string> = {
  title: "Account",
  about: "About you",
  name: "Your name",
  email: "E-mail address",
  language: "Language of letters",
  "language.ja": "日本語",
  "language.en": "English",
  "language.hint": "Letters to you are in this language. The menu changes that of the screen.",
  saved: "Saved",
  memberships: "You belong to",

  password: "Change the password",
  "password.lead": "Every other device is signed out by it.",
  "password.current": "Present password",
  "password.new": "New password (at least 10 characters)",
  "password.do": "Change the password",
  "password.done": "Your password is changed",

  export: "Your data",
  "export.lead": "Everything that is kept about you, as a JSON file.",
  "export.do": "Hand it out",
  "export.done": "It is in your downloads",

  erase: "Delete the account",
  "erase.lead":
    "Your name, address and whatever else names you is erased. It is refused while guests or guides still expect you, and while an organisation has no other owner.",
  "erase.do": "Delete the account",
  "erase.sure": "Delete your account?",
  "erase.sure.lead": "It cannot be brought back.",
  "erase.done": "Your account is deleted",
};
