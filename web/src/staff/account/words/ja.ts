/** Japanese of one's own account. */
export const ja = {
  title: "アカウント",
  about: "あなたについて",
  name: "お名前",
  email: "メールアドレス",
  language: "メールの言語",
  "language.ja": "日本語",
  "language.en": "English",
  "language.hint": "お知らせのメールに使う言語です。画面の言語はメニューで切り替えられます。",
  saved: "保存しました",
  memberships: "所属",

  password: "パスワードの変更",
  "password.lead": "変更すると、ほかのすべての端末からサインアウトします。",
  "password.current": "現在のパスワード",
  "password.new": "新しいパスワード（10文字以上）",
  "password.do": "パスワードを変更する",
  "password.done": "パスワードを変更しました",

  export: "データの書き出し",
  "export.lead":
    "あなたについて保存している内容をすべて、1つのファイル（JSON形式）で受け取れます。",
  "export.do": "ダウンロードする",
  "export.done": "ダウンロードしました",

  erase: "アカウントの削除",
  "erase.lead":
    "お名前やメールアドレスなど、あなたを特定できる情報を消去します。これから催行される予約があるときや、組織にほかの管理者がいないときは削除できません。",
  "erase.do": "アカウントを削除する",
  "erase.sure": "アカウントを削除しますか",
  "erase.sure.lead": "元には戻せません。",
  "erase.done": "アカウントを削除しました",
} as const;

export type Key = keyof typeof ja;
