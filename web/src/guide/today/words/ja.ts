/** Japanese of the first page. */
export const ja = {
  title: "今日の予定",
  redeem: "チケットを受け付ける",
  "redeem.unsent": "未送信の受付が{count}件あります",
  asked: "返事を待っている申し込み",
  "asked.lead": "期限までに返事がないと、自動的にお断りになります。",
  "asked.accept": "引き受ける",
  "asked.decline": "断る",
  "asked.word": "お客様へのメッセージ（任意）",
  "asked.word.hint": "引き受けるときはメッセージとして、断るときは理由としてお客様に届きます。",
  "asked.accept.title": "{name}さん {people}名を引き受けますか",
  "asked.decline.title": "{name}さんの申し込みを断りますか",
  "asked.decline.lead":
    "席は空きに戻り、お客様にメールでお知らせします。お支払い済みの代金は全額戻ります。",
  "asked.accepted": "引き受けました。お客様にメールでお知らせします。",
  "asked.accepted.unsaid":
    "引き受けました。ただし、メッセージは届いていません。予約の画面からもう一度送ってください。",
  "asked.declined": "お断りしました。お客様にメールでお知らせします。",
  unread: "未読のメッセージ",
  "unread.count": "未読 {count}件",
  coming: "これからの予約",
  "coming.none": "これからの予約はありません",
  "coming.none.lead": "開催日時を公開すると、ここに予約が並びます。",
  "coming.none.do": "開催日時を決める",
  "coming.all": "すべての予約を見る",
  nameless: "お名前なし",
} as const;

export type Key = keyof typeof ja;
