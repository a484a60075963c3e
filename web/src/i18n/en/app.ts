import type { app as ja } from "../ja/app";

/** What is said around everything: frame, network, failures, units. */
export const app: Record<keyof typeof ja, string> = {
  "app.name": "Yorimichi",
  "app.tagline": "Where will you wander today?",
  "app.lead":
    "Say where the day begins and ends. We keep the opening hours, lunch and the ways between in mind, and weave in places that few visitors know.",
  "app.skip": "Skip to content",
  "app.menu": "Menu",
  "app.trips": "Saved trips",
  "app.new": "New trip",
  "app.language": "日本語",
  "app.language.label": "日本語に切り替える",
  "app.back": "Back",
  "app.close": "Close",
  "app.retry": "Try again",
  "app.loading": "Loading",
  "app.undo": "Undo",
  "app.more": "More actions",
  "app.update": "There is a new version",
  "app.reload": "Update",

  "sheet.handle": "Change the height of the panel",
  "sheet.label": "Your trip",

  "net.offline": "No network. You see what is kept on this device.",
  "net.queued": "{count} {count|change|changes} to send when you are online",
  "net.sending": "Sending your changes",
  "net.trouble": "The server does not answer. This is what was kept on this device.",
  "net.gone": "This plan is no longer on the server. You see the copy on this device.",
  "net.refused": "{count} {count|change was|changes were} not taken: {why}",
  "net.sent": "Your changes are sent",
  "net.stale": "(as of {time})",

  "error.title": "That did not work",
  "error.offline": "No network. Try again where the signal is better.",
  "error.unexpected": "Something went wrong on our side. Please try again.",
  "error.server": "The server cannot answer just now. Please try again in a moment.",
  "error.request": "Reference: {id}",

  "unit.min": "{n} min",
  "unit.hour": "{n} h",
  "unit.hourmin": "{h} h {m} min",
  "unit.km": "{n} km",
  "unit.m": "{n} m",

  "list.and": ", ",
};
