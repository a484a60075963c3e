import type { Key } from "./ja";

/** English of the guide's experiences. */
export const en: Record<Key, string> = {
  title: "Experiences",
  "new": "New experience",
  none: "No experiences yet",
  "none.lead":
    "Growing rice, the night sky, making miso: what you do every day can be an experience. A draft can be rewritten as often as you like.",
  ideas: "See what visitors are looking for",
  "price.from": "Adults from {price}",
  untitled: "Untitled",
  language: "Languages",

  "standing.draft": "Draft",
  "standing.returned": "Returned",
  "standing.in_review": "In review",
  "standing.published": "Published",
  "standing.lapsed": "Approval expired",
  "standing.suspended": "Suspended",
  "standing.withdrawn": "Withdrawn",
  "standing.draft.lead":
    "Nobody can see it yet. When it is ready, ask your association to review it.",
  "standing.returned.lead":
    "The association has asked for changes. Make them, then ask for a review again.",
  "standing.in_review.lead": "The association is reviewing it. You will get an e-mail.",
  "standing.published.lead":
    "It is published. Changes you save appear immediately, and the association is told.",
  "standing.published.until": "Approved by the association until {date}",
  "standing.lapsed.lead":
    "It is published, but the association’s approval has expired. Ask the association to renew it.",
  "standing.suspended.lead":
    "The association has suspended it. Existing bookings remain valid. See the reason, and talk to the association.",
  "standing.withdrawn.lead": "You withdrew it. Existing bookings remain valid.",
  remark: "From the association",
  changed: "The association has not yet reviewed your changes since it was published.",

  edit: "Edit",
  photos: "Photos",
  "photos.count": "Photos ({count})",
  schedule: "Times",
  preview: "Preview for guests",
  back: "All experiences",
  "back.one": "Back to the experience",

  submit: "Ask for a review",
  "submit.title": "Who should review it?",
  "submit.lead": "They review it, and publish it if all is well. You can keep editing meanwhile.",
  "submit.association": "Association or municipality",
  "submit.missing": "Guests would appreciate",
  "submit.missing.photo": "a photo – there is none yet",
  "submit.missing.english": "an English description – there is none yet",
  "submit.missing.meeting": "a description of the meeting point – there is none yet",
  "submit.do": "Send for review",
  "submit.done": "Sent for review. You will get an e-mail.",
  "submit.none": "No association or municipality is registered yet.",
  withdraw: "Withdraw",
  "withdraw.title": "Withdraw it?",
  "withdraw.lead":
    "It can no longer be booked. Existing bookings remain valid. To publish it again, the association has to review it again.",
  "withdraw.done": "The experience has been withdrawn",
  "withdraw.review": "Cancel the review",
  "withdraw.review.title": "Cancel the review?",
  "withdraw.review.lead": "You can ask again later.",
  delete: "Delete",
  "delete.title": "Delete this experience?",
  "delete.lead": "This cannot be undone. It is not possible while there are upcoming bookings.",
  "delete.done": "The experience has been deleted",

  "preview.title": "Preview for guests",
  "preview.lead": "This is how it looks on a guest’s phone once it is published.",
  "preview.prices": "Prices",
  "preview.slots": "Next times",
  "preview.slots.none": "There are no times to book yet.",
  "preview.free": "Free",
  "preview.minutes": "Duration {time}",
  "preview.party": "{min} to {max} people",
};
