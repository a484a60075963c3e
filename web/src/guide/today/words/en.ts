import type { Key } from "./ja";

/** English of the first page. */
export const en: Record<Key, string> = {
  title: "Today",
  redeem: "Check in guests",
  "redeem.unsent": "{count} {count|check-in|check-ins} not sent yet",
  asked: "Waiting for your answer",
  "asked.lead": "Without an answer in time, the request is declined by itself.",
  "asked.accept": "Accept",
  "asked.decline": "Decline",
  "asked.word": "A word to the guest (optional)",
  "asked.word.hint": "Sent as a message if you accept, as the reason if you decline.",
  "asked.accept.title": "Accept {name}, {people} {people|person|people}?",
  "asked.decline.title": "Decline {name}’s request?",
  "asked.decline.lead":
    "The seats become free, and the guest gets an e-mail. Whatever was paid goes back in full.",
  "asked.accepted": "Accepted. The guest gets an e-mail.",
  "asked.accepted.unsaid":
    "Accepted, but your word was not sent. Please send it again from the booking.",
  "asked.declined": "Declined. The guest gets an e-mail.",
  unread: "Unread messages",
  "unread.count": "{count} unread",
  coming: "Coming up",
  "coming.none": "Nobody has booked yet",
  "coming.none.lead": "Once your times are public, bookings appear here.",
  "coming.none.do": "Set your times",
  "coming.all": "See all bookings",
  nameless: "No name",
};
