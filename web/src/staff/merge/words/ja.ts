/** Japanese of putting together what two people changed. */
export const ja = {
  title: "ほかの人も同じところを変更しました",
  lead: "まだ保存していません。次の{count}か所は、あなたが編集している間にほかの人も変更しました。どちらを残すか選んでください。入力した内容は失われません。",
  again:
    "選んでいる間に、もう一度変更がありました。まだ保存していません。次の{count}か所を、もう一度選んでください。入力した内容は失われません。",
  news: "ほかの人だけが変更した項目は、そのまま取り入れます：{names}",
  theirs: "ほかの人の内容",
  mine: "あなたの内容",
  by: "{name}さん、{at}",
  "by.unknown": "{at}",
  nothing: "（なし）",
  choose: "どちらかを選んでください。",
  left: "あと{count}か所、選んでください。",
  ready: "すべて選びました。",
  "all.theirs": "すべて、ほかの人の内容にする",
  "all.mine": "すべて、あなたの内容にする",
  intoForm: "フォームに戻って見直す",
  save: "選んだ内容で保存する",
  merged: "ほかの人の変更と合わせて、保存しました",
  followed: "ほかの人の変更を取り入れました。保存していない内容は残っています。",

  "own.title": "「{name}」は保存できませんでした",
  "own.lead":
    "書いた内容は、ここに残っています。必要であれば、コピーして別の場所に控えてください。",
  "own.copy": "コピーする",
  "own.copied": "コピーしました",
  "own.notCopied": "コピーできませんでした。文字を選んでコピーしてください。",
  "own.close": "閉じる",
} as const;

export type Key = keyof typeof ja;
