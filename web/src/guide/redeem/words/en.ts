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
    "The camera may not be used. Allow it in the browser’s settings, or type the booking number.",
  "camera.none": "This device has no camera to use. Please type the booking number.",
  "camera.decoder":
    "The scanner cannot be loaded. Open this page once where there is a network, or type the booking number.",
  code: "Booking number (8 characters)",
  "code.hint": "It stands below the ticket. Capitals do not matter.",
  "code.do": "Check in by number",
  next: "Next ticket",

  valid: "Checked in",
  already: "Already used",
  notToday: "Not for today",
  wrongState: "Not a valid booking",
  wrongTicket: "Not the real ticket",
  unknown: "Not on the list",
  notTicket: "Not one of our tickets",
  "valid.offline": "It is sent when you are back online.",
  "already.at": "Checked in at {time}",
  "already.device": "({device})",
  "notToday.at": "This ticket is for {time}.",
  "wrongState.is": "State of the booking: {status}",
  "wrongTicket.lead":
    "There is such a booking, but the ticket does not match. Please compare name and booking number.",
  "unknown.online": "Your organisation has no such booking.",
  "unknown.offline": "It may have been booked after this list was saved. Online it can be checked.",
  anyway: "Check in all the same",
  "anyway.later": "Note it, and check later",
  noted: "Noted. It is checked when you are back online.",
  due: "To pay: {amount}",
  "code.is": "Booking number {code}",

  list: "Today’s guests",
  "list.sum": "{came} of {people} have checked in",
  "list.none": "Nobody has booked for today.",
  "list.saved": "List saved at {time}",
  "list.never":
    "There is no list on this device yet. Open this page once where there is a network.",
  "list.refresh": "Refresh the list",
  "list.came": "Checked in {time}",
  "list.redeem": "Check in",
  "list.redeem.label": "Check in {name}",
  "list.ask": "Check in {name}, {people} {people|person|people}?",
  "list.ask.lead": "You vouch for them without a ticket.",
  nameless: "No name",

  unsent: "Not sent yet: {count} {count|check-in|check-ins}",
  "unsent.lead": "They are kept on this device, and sent by themselves once you are online.",
  "unsent.do": "Send now",
  problems: "Please look at these check-ins that were sent",
  "problems.one": "{name}: {outcome}",
  "problems.clear": "Done",
};
