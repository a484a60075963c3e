import type { guest as ja } from "../ja/guest";

/** What is said to guests beside booking: times, waiting, changes, messages, reviews, their data. */
export const guest: Record<keyof typeof ja, string> = {
  "times.title": "Choose a time",
  "times.before": "Previous week",
  "times.after": "Next week",
  "times.none": "There are no times in this week.",
  "times.left": "{count} {count|seat|seats} left",
  "times.reason.sold_out": "Sold out",
  "times.reason.too_few_left": "Not enough seats left for your party",
  "times.reason.slot_closed": "Not taking bookings",
  "times.reason.slot_cancelled": "Cancelled",
  "times.reason.too_late_to_book": "Too late to book",
  "times.reason.party_too_small": "Your party is too small",
  "times.reason.party_too_large": "Your party is too large",
  "times.reason.not_published": "Not taking bookings",

  "wait.join": "Waiting list",
  "wait.title": "Waiting list",
  "wait.lead": "We will e-mail you as soon as seats are free again. First come, first served.",
  "wait.submit": "Notify me when seats are free",
  "wait.joined": "You are on the waiting list",
  "wait.unknown":
    "This place on the waiting list cannot be opened on this device. Use the link in your e-mail.",
  "wait.ahead": "{count} {count|person is|people are} ahead of you",
  "wait.told": "We e-mailed you that seats are free. Book soon – others may be waiting, too.",
  "wait.seats": "You are waiting for {count} {count|seat|seats}",
  "wait.book": "Book this time",
  "wait.others": "See other times",
  "wait.leave": "Leave the waiting list",
  "wait.left": "You have left the waiting list",

  "amend.open": "Change people or time",
  "amend.title": "Change people or time",
  "amend.lead":
    "The booking is repriced at today's price. If you paid more, the difference is refunded.",
  "amend.time": "Date and time",
  "amend.submit": "Change the booking",
  "amend.same": "Nothing has been changed yet.",
  "amend.done": "Your booking has been changed",

  "messages.open": "Message the guide",
  "messages.title": "Messages with your guide",
  "messages.lead": "New messages are also sent by e-mail.",
  "messages.none": "No messages yet.",
  "messages.you": "You",
  "messages.guide": "Guide",
  "messages.erased": "(erased)",
  "messages.write": "Message",
  "messages.send": "Send",
  "messages.sent": "Sent.",
  "messages.queued": "It will be sent when you are back online.",

  "review.title": "How was it?",
  "review.stars": "{count} {count|star|stars}",
  "review.text": "Your review (optional)",
  "review.author": "Name shown with it (optional)",
  "review.send": "Send review",
  "review.thanks": "Thank you for your review.",
  "review.error.stars": "Please choose a number of stars.",
  "review.list": "What guests say",
  "review.reply": "Reply from the guide",

  "privacy.open": "My data",
  "privacy.title": "My data",
  "privacy.lead": "See, download or erase the personal data kept with this booking.",
  "privacy.see": "Show my data",
  "privacy.download": "Download",
  "privacy.erase": "Erase my data",
  "privacy.erase.lead":
    "Your name, contact details and messages are erased for good. Cancel any upcoming booking first.",
  "privacy.erase.yes": "Erase for good",
  "privacy.erased": "Your data has been erased",

  "open.title": "Open a booking from your e-mail",
  "open.lead":
    "Enter the booking ID and key from your e-mail to open the booking and ticket on this device.",
  "open.id": "Booking ID",
  "open.key": "Key",
  "open.submit": "Open",
  "open.unknown": "The booking ID or key does not match. Please copy them exactly from the e-mail.",

  "merge.lost": "“{name}” is no longer in the plan.",
  "merge.gained": "“{name}” is in the plan now.",

  "exp.all": "Experiences in this region",
  "exp.all.lead": "Other times, and waiting lists for those that are sold out.",
  "exp.times": "See times",
  "book.beside": "This time does not fit into your plan, so it is booked separately.",
  "book.ownOrder":
    "Booking makes a new plan with the stops around it chosen again. Your own order stays in the old plan.",
};
