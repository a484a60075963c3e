/** Japanese of the page on which a guide begins. */
export const ja = {
  title: "ガイドを始める",
  lead: "屋号と地域を登録すると、体験の下書きを書き始められます。公開は、地域の観光協会が内容を確かめてからです。",
  "name.ja": "屋号・お名前",
  "name.ja.hint": "お客様に表示されます。例：田んぼの佐藤",
  "name.en": "英語での名前（任意）",
  region: "おもな地域",
  do: "登録して始める",
  have: "招待コードをお持ちの方（事業者の一員になる）",
} as const;

export type Key = keyof typeof ja;
