import type { app as ja } from "../ja/app";

/** What is said around everything: frame, network, failures, units. */
export const app: Record<keyof typeof ja, string> = {
  "app.name": "Yorimichi",
  "app.tagline": "Where will you wander today?",
  "app.lead":
    "Tell us where your day begins and ends. We mind the opening hours, lunch and the walks between stops, and weave in places that few visitors know.",
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
  "app.readMore": "Read more",
  "app.readLess": "Show less",
  "app.update": "A new version is available",
  "app.reload": "Update",

  "sheet.handle": "Change the height of the panel",
  "sheet.label": "Your trip",

  "net.offline": "You are offline. This is the copy saved on this device.",
  "net.queued": "{count} {count|change|changes} to send when you are online",
  "net.sending": "Sending your changes",
  "net.trouble": "The server is not answering. This is the copy saved on this device.",
  "net.gone": "This plan is no longer on the server. This is the copy saved on this device.",
  "net.refused": "{count} {count|change was|changes were} not accepted: {why}",
  "net.sent": "Your changes have been sent",
  "net.stale": " (as of {time})",

  "error.title": "That did not work",
  "error.offline": "You are offline. Try again where the signal is better.",
  "error.unexpected": "Something went wrong on our side. Please try again.",
  "error.server": "The server cannot answer just now. Please try again in a moment.",
  "error.request": "Reference: {id}",

  "unit.min": "{n} min",
  "unit.hour": "{n} h",
  "unit.hourmin": "{h} h {m} min",
  "unit.km": "{n} km",
  "unit.m": "{n} m",

  "list.and": ", ",
  "list.dot": " · ",
};
