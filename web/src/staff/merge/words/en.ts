/** English of putting together what two people changed. */
import type { Key } from "./ja";

export const en: Record<Key, string> = {
  title: "Somebody else changed the same",
  lead: "Nothing is saved yet. While you were editing, somebody else changed {count} {count|thing|things} that you changed, too. Choose what to keep. Nothing that you typed is lost.",
  again:
    "While you were choosing, it was changed once more. Nothing is saved yet. Please choose again: {count} {count|thing|things}. Nothing that you typed is lost.",
  news: "What only others changed is kept as they have it: {names}",
  theirs: "Theirs",
  mine: "Yours",
  by: "{name}, {at}",
  "by.unknown": "{at}",
  nothing: "(nothing)",
  choose: "Choose one of the two.",
  left: "{count} left to choose.",
  ready: "All are chosen.",
  "all.theirs": "Take all of theirs",
  "all.mine": "Take all of yours",
  intoForm: "Back to the form first",
  save: "Save what I chose",
  merged: "Saved, together with what others changed",
  followed: "What others changed is in the form now. What you have not saved is still there.",

  "own.title": "“{name}” could not be saved",
  "own.lead": "What you wrote is still here. Copy it if you need it elsewhere.",
  "own.copy": "Copy",
  "own.copied": "Copied",
  "own.notCopied": "It could not be copied. Please select the text and copy it.",
  "own.close": "Close",
};
