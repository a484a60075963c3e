import type { Key } from "./ja";

/** English of checking guests in. */
export const en: Record<Key, string> = {
  title: "Check in",
  "camera.start": "Scan with the camera",
  "camera.stop": "Stop the camera",
  "camera.hint": "Hold the square pattern of the guest’s ticket inside the frame.",
  "camera.view": "What the camera sees",
  "camera.starting": "Starting the camera",
  "camera.denied":
    "The camera is blocked. Allow it in your browser’s settings, or type the booking number.",
  "camera.none": "There is no camera to use on this device. Please type the booking number.",
  "camera.decoder":
    "The scanner cannot be loaded. Open this page once while online, or type the booking number.",
  code: "Booking number (8 characters)",
  "code.hint": "Printed below the ticket. Upper or lower case does not matter.",
  "code.do": "Check in by number",
  next: "Next ticket",

  valid: "Checked in",
  already: "Already used",
  notToday: "Not for today",
  wrongState: "Not a valid booking",
  wrongTicket: "The ticket does not match",
  unknown: "Not on the list",
  notTicket: "Not a Yorimichi ticket",
  "valid.offline": "It will be sent when you are back online.",
  "already.at": "Checked in at {time}",
  "already.device": "({device})",
  "notToday.at": "This ticket is for {time}.",
  "wrongState.is": "Booking status: {status}",
  "wrongTicket.lead":
    "The booking exists, but this ticket does not match it. Please compare the name and booking number.",
  "unknown.online": "Your organisation has no such booking.",
  "unknown.offline":
    "It may have been booked after this list was saved. It can be checked once you are online.",
  anyway: "Check in anyway",
  "anyway.later": "Note it and check later",
  noted: "Noted. It will be checked when you are back online.",
  due: "To pay: {amount}",
  "code.is": "Booking number {code}",

  list: "Today’s guests",
  "list.sum": "{came} of {people} have checked in",
  "list.none": "No bookings for today.",
  "list.saved": "List saved at {time}",
  "list.never": "There is no list on this device yet. Open this page once while online.",
  "list.refresh": "Refresh the list",
  "list.came": "Checked in {time}",
  "list.redeem": "Check in",
  "list.redeem.label": "Check in {name}",
  "list.ask": "Check in {name}, {people} {people|person|people}?",
  "list.ask.lead": "You are checking them in without a ticket, at your own discretion.",
  nameless: "No name",

  unsent: "Not sent yet: {count} {count|check-in|check-ins}",
  "unsent.lead": "They are saved on this device and sent automatically once you are online.",
  "unsent.do": "Send now",
  problems: "Please review these check-ins",
  "problems.one": "{name}: {outcome}",
  "problems.clear": "Done",
};
