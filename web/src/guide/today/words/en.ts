import type { Key } from "./ja";

/** English of the first page. */
export const en: Record<Key, string> = {
  title: "Today",
  redeem: "Check in guests",
  "redeem.unsent": "{count} {count|check-in|check-ins} not sent yet",
  asked: "Waiting for your reply",
  "asked.lead": "Requests you do not answer in time are declined automatically.",
  "asked.accept": "Accept",
  "asked.decline": "Decline",
  "asked.word": "Message to the guest (optional)",
  "asked.word.hint": "Sent as a message if you accept, or as the reason if you decline.",
  "asked.accept.title": "Accept {name}, {people} {people|person|people}?",
  "asked.decline.title": "Decline {name}’s request?",
  "asked.decline.lead":
    "The seats become free again, and the guest gets an e-mail. Anything already paid is refunded in full.",
  "asked.accepted": "Accepted. The guest gets an e-mail.",
  "asked.accepted.unsaid":
    "Accepted, but your message was not sent. Please send it again from the booking.",
  "asked.declined": "Declined. The guest gets an e-mail.",
  unread: "Unread messages",
  "unread.count": "{count} unread",
  coming: "Upcoming bookings",
  "coming.none": "No upcoming bookings",
  "coming.none.lead": "Once you have published times, bookings appear here.",
  "coming.none.do": "Set your times",
  "coming.all": "See all bookings",
  nameless: "No name",
};
