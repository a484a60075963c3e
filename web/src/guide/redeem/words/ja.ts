/** Japanese of checking guests in. */
export const ja = {
  title: "受付",
  "camera.start": "カメラで読み取る",
  "camera.stop": "カメラを止める",
  "camera.hint": "お客様のチケットの四角い模様を、枠の中に入れてください。",
  "camera.view": "カメラの映像",
  "camera.starting": "カメラを準備しています",
  "camera.denied":
    "カメラを使えません。ブラウザーの設定でカメラを許可するか、予約番号を入力してください。",
  "camera.none": "この端末ではカメラを使えません。予約番号を入力してください。",
  "camera.decoder":
    "読み取りの準備ができません。つながる場所で一度開いてから使うか、予約番号を入力してください。",
  code: "予約番号（8文字）",
  "code.hint": "チケットの下に書いてあります。大文字・小文字は問いません。",
  "code.do": "調べて受け付ける",
  next: "次のチケットへ",

  valid: "受付できました",
  already: "使用済みです",
  notToday: "今日のチケットではありません",
  wrongState: "有効な予約ではありません",
  wrongTicket: "本物のチケットではありません",
  unknown: "名簿にありません",
  notTicket: "寄り道のチケットではありません",
  "valid.offline": "つながったときに送ります。",
  "already.at": "{time} に受付済み",
  "already.device": "（{device}）",
  "notToday.at": "このチケットは {time} のものです。",
  "wrongState.is": "予約の状態：{status}",
  "wrongTicket.lead":
    "予約はありますが、チケットの内容が一致しません。お名前と予約番号を確かめてください。",
  "unknown.online": "この事業者の予約ではありません。",
  "unknown.offline":
    "端末の名簿を保存したあとに入った予約かもしれません。つながれば確かめられます。",
  anyway: "それでも受け付ける",
  "anyway.later": "記録して、あとで確かめる",
  noted: "記録しました。つながったときに確かめます。",
  due: "いただく金額 {amount}",
  "code.is": "予約番号 {code}",

  list: "今日の名簿",
  "list.sum": "{people}名のうち {came}名が受付済み",
  "list.none": "今日の予約はありません。",
  "list.saved": "名簿を保存した時刻：{time}",
  "list.never": "名簿がまだこの端末にありません。つながる場所で一度開いてください。",
  "list.refresh": "名簿を新しくする",
  "list.came": "受付済み {time}",
  "list.redeem": "受付",
  "list.redeem.label": "受付：{name}さん",
  "list.ask": "{name}さん {people}名を受け付けますか",
  "list.ask.lead": "チケットなしで、ガイドの判断で受け付けます。",
  nameless: "お名前なし",

  unsent: "まだ送っていない受付：{count}件",
  "unsent.lead": "この端末に保存してあります。つながると自動で送ります。",
  "unsent.do": "いま送る",
  problems: "送った受付のうち、確かめてほしいもの",
  "problems.one": "{name}：{outcome}",
  "problems.clear": "確かめました",
} as const;

export type Key = keyof typeof ja;
