import type { Key } from "./ja";

/** English of one's own account. */
export const en: Record<Key, string> = {
  title: "Account",
  about: "About you",
  name: "Your name",
  email: "E-mail address",
  language: "Language of e-mails",
  "language.ja": "日本語",
  "language.en": "English",
  "language.hint":
    "Our e-mails to you are in this language. You can change the language of the screen in the menu.",
  saved: "Saved",
  memberships: "Your organisations",

  password: "Change the password",
  "password.lead": "You will be signed out on all other devices.",
  "password.current": "Current password",
  "password.new": "New password (at least 10 characters)",
  "password.do": "Change the password",
  "password.done": "Your password has been changed",

  export: "Your data",
  "export.lead": "Download everything kept about you as one file (JSON).",
  "export.do": "Download",
  "export.done": "Downloaded",

  erase: "Delete the account",
  "erase.lead":
    "Your name, e-mail address and everything else that identifies you is erased. This is not possible while bookings are still to take place, or while an organisation has no other owner.",
  "erase.do": "Delete the account",
  "erase.sure": "Delete your account?",
  "erase.sure.lead": "This cannot be undone.",
  "erase.done": "Your account has been deleted",
};
