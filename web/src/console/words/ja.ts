/** Japanese of the console's frame; each part has words of its own. */
export const ja = {
  name: "観光管理",
  "nav.queue": "対応が必要なもの",
  "nav.spots": "スポット",
  "nav.imports": "一括取り込み",
  "nav.notices": "お知らせ",
  "nav.events": "イベント",
  "nav.campaigns": "周遊キャンペーン",
  "nav.insights": "統計",
  "nav.members": "メンバーと組織",
  "nav.account": "アカウント",
} as const;

export type Key = keyof typeof ja;
