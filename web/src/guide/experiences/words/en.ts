import type { Key } from "./ja";

/** English of the guide's experiences. */
export const en: Record<Key, string> = {
  title: "Experiences",
  "new": "Write a new experience",
  none: "No experiences yet",
  "none.lead":
    "Growing rice, the night sky, making miso: what you do every day can be an experience. A draft can be rewritten as often as you like.",
  ideas: "See what people wish for",
  "price.from": "Adults from {price}",
  untitled: "Untitled",
  language: "Guided in",

  "standing.draft": "Draft",
  "standing.returned": "Sent back",
  "standing.in_review": "Being looked at",
  "standing.published": "Public",
  "standing.lapsed": "Mark ran out",
  "standing.suspended": "Suspended",
  "standing.withdrawn": "Withdrawn",
  "standing.draft.lead":
    "Nobody sees it yet. When it is written, ask the association to look at it.",
  "standing.returned.lead": "The association asks for changes. Make them, then ask again.",
  "standing.in_review.lead": "The association is looking at it. You will get an e-mail.",
  "standing.published.lead":
    "It is public. What you save shows at once, and the association is told.",
  "standing.published.until": "Vouched for by the association until {date}",
  "standing.lapsed.lead":
    "It is public, but the association’s mark has run out. Ask the association to renew it.",
  "standing.suspended.lead":
    "The association has suspended it. Bookings stand. See the reason, and talk to the association.",
  "standing.withdrawn.lead": "You withdrew it. Bookings stand.",
  remark: "From the association",
  changed: "The association has not yet looked at changes made since it became public.",

  edit: "Edit",
  photos: "Photos",
  "photos.count": "Photos ({count})",
  schedule: "Times",
  preview: "As guests see it",
  back: "All experiences",
  "back.one": "To the experience",

  submit: "Ask for publication",
  "submit.title": "Whom do you ask?",
  "submit.lead": "They look at it, and publish it if all is well. You can go on editing meanwhile.",
  "submit.association": "Association or municipality",
  "submit.missing": "Guests would like",
  "submit.missing.photo": "There is no photo yet",
  "submit.missing.english": "There is no English text yet",
  "submit.missing.meeting": "The meeting point is not described yet",
  "submit.do": "Ask",
  "submit.done": "You have asked for publication. You will get an e-mail.",
  "submit.none": "There is no association or municipality to ask yet.",
  withdraw: "Withdraw",
  "withdraw.title": "Withdraw it?",
  "withdraw.lead":
    "Nobody can book it any more. Bookings stand. To publish it again, the association looks at it again.",
  "withdraw.done": "It is withdrawn",
  "withdraw.review": "Take the request back",
  "withdraw.review.title": "Take the request back?",
  "withdraw.review.lead": "You can ask again later.",
  delete: "Delete",
  "delete.title": "Delete this experience?",
  "delete.lead": "It cannot be brought back. While bookings are coming up, it cannot be deleted.",
  "delete.done": "It is deleted",

  "preview.title": "As guests see it",
  "preview.lead": "This is how it looks on a guest’s phone, once it is public.",
  "preview.prices": "Prices",
  "preview.slots": "Next times",
  "preview.slots.none": "There is no time to book yet.",
  "preview.free": "free",
  "preview.minutes": "Takes {time}",
  "preview.party": "{min} to {max} people",
};
