/** What is said around everything: frame, network, failures, units. */
export const app = {
  "app.name": "寄り道",
  "app.tagline": "今日は、どこへ寄り道しますか。",
  "app.lead":
    "出発と到着を決めるだけ。開いている時間、昼食、道のりを確かめながら、あまり知られていない場所も織り交ぜて一日を組み立てます。",
  "app.skip": "本文へ",
  "app.menu": "メニュー",
  "app.trips": "保存した旅",
  "app.new": "新しい旅",
  "app.language": "English",
  "app.language.label": "Switch to English",
  "app.back": "戻る",
  "app.close": "閉じる",
  "app.retry": "もう一度",
  "app.loading": "読み込んでいます",
  "app.undo": "元に戻す",
  "app.more": "ほかの操作",
  "app.update": "新しい版があります",
  "app.reload": "更新する",

  "sheet.handle": "パネルの高さを変える",
  "sheet.label": "旅の内容",

  "net.offline": "圏外です。保存した内容を表示しています。",
  "net.queued": "オンラインになったら送る変更：{count} 件",
  "net.sending": "変更を送っています",
  "net.trouble": "サーバーが応えないため、保存した内容を表示しています。",
  "net.gone": "この旅程はサーバーにもうありません。この端末に残した内容を表示しています。",
  "net.refused": "送れなかった変更が {count} 件あります：{why}",
  "net.sent": "変更を送りました",
  "net.stale": "（{time} 時点）",

  "error.title": "うまくいきませんでした",
  "error.offline": "ネットワークにつながりません。電波のよい場所でもう一度お試しください。",
  "error.unexpected": "思わぬ不具合です。もう一度お試しください。",
  "error.server": "いまサーバーが応えられません。少し待ってからもう一度お試しください。",
  "error.request": "お問い合わせ番号：{id}",

  "unit.min": "{n}分",
  "unit.hour": "{n}時間",
  "unit.hourmin": "{h}時間{m}分",
  "unit.km": "{n} km",
  "unit.m": "{n} m",

  "list.and": "、",
} as const;
