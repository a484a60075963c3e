/** Japanese of the guide's app; each part has words of its own. */
export const ja = {
  name: "ガイド",
  "nav.today": "今日",
  "nav.bookings": "予約",
  "nav.redeem": "受付",
  "nav.experiences": "体験",
  "nav.schedule": "開催日時",
  "nav.income": "売上",
  "nav.account": "アカウント",
} as const;

export type Key = keyof typeof ja;
