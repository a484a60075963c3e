/** What two people changed, side by side: one is chosen for each, and nothing is lost unseen. */
import { type Signal, useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { t as common } from "../../i18n";
import { Button } from "../../ui/controls";
import { Dialog } from "../Dialog";
import { dayAndTime } from "../when";
import { pieces } from "./difference";
import "./merge.css";
import type { Merging, Question } from "./merging";
import { type Choices, type Side, type Statement, undecided } from "./threeWay";
import { type Author, authorOf } from "./who";
import { t } from "./words";

interface MergeDialogProps<T, F> {
  merging: Merging<T, F>;
  /** Save what came of it. */
  onSave: () => void;
}

/** Asks where something has to be decided; nothing otherwise. */
export function MergeDialog<T, F>({ merging, onSave }: MergeDialogProps<T, F>) {
  const question = merging.asked.value;
  if (!question) return null;
  // Another question is another set of choices.
  return (
    <Asking
      key={`${question.theirs.etag} ${question.round}`}
      question={question}
      onClose={() => {
        merging.asked.value = null;
      }}
      onDecided={(choices, andSave) => {
        merging.decide(choices);
        if (andSave) onSave();
      }}
    />
  );
}

interface AskingProps<T, F> {
  question: Question<T, F>;
  onClose: () => void;
  onDecided: (choices: Choices, andSave: boolean) => void;
}

function Asking<T, F>({ question, onClose, onDecided }: AskingProps<T, F>) {
  const { merge, round } = question;
  const choices = useSignal<Choices>({});
  const missed = useSignal(false);
  const box = useRef<HTMLDivElement>(null);
  const all = (side: Side) => {
    choices.value = Object.fromEntries(merge.conflicts.map(({ key }) => [key, side]));
  };
  const decided = (andSave: boolean) => {
    missed.value = true;
    const open = undecided(merge, choices.value);
    if (!open) return onDecided(choices.value, andSave);
    const at = merge.conflicts.indexOf(open);
    box.current?.querySelector<HTMLElement>(`#merge-${at} input`)?.focus();
  };
  const left = merge.conflicts.filter(({ key }) => choices.value[key] === undefined).length;
  return (
    <Dialog title={t("title")} onClose={onClose} wide>
      <div class="stack" ref={box}>
        <p>{t(round > 1 ? "again" : "lead", { count: merge.conflicts.length })}</p>
        {merge.news.length > 0 && (
          <p class="note">
            {t("news", { names: merge.news.map(({ label }) => label).join(common("list.and")) })}
          </p>
        )}
        {merge.conflicts.length > 1 && (
          <div class="row">
            <Button onClick={() => all("theirs")}>{t("all.theirs")}</Button>
            <Button onClick={() => all("mine")}>{t("all.mine")}</Button>
          </div>
        )}
        {merge.conflicts.map((one, at) => (
          <Conflict
            key={one.key}
            at={at}
            statement={one}
            question={question}
            choices={choices}
            missed={missed.value}
          />
        ))}
        <p class="note" role="status">
          {left > 0 ? t("left", { count: left }) : t("ready")}
        </p>
        <div class="row end">
          <Button onClick={() => decided(false)}>{t("intoForm")}</Button>
          <Button kind="primary" onClick={() => decided(true)}>
            {t("save")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

interface ConflictProps<T, F> {
  at: number;
  statement: Statement<F>;
  question: Question<T, F>;
  choices: Signal<Choices>;
  missed: boolean;
}

function Conflict<T, F>({ at, statement, question, choices, missed }: ConflictProps<T, F>) {
  const { merge, history, since } = question;
  const author = history && authorOf(statement, history, since);
  const [mine, theirs] = [statement.told(merge.mine), statement.told(merge.theirs)];
  const chosen = choices.value[statement.key];
  const fault = missed && chosen === undefined ? `merge-${at}-fault` : undefined;
  const common = { at, lang: statement.lang, fault };
  const choose = (side: Side) => () => {
    choices.value = { ...choices.value, [statement.key]: side };
  };
  return (
    <fieldset class="merge-field" id={`merge-${at}`}>
      <legend>{statement.label}</legend>
      <div class="merge-sides">
        <SideCard
          {...common}
          side="theirs"
          by={byLine(author)}
          words={theirs}
          other={mine}
          checked={chosen === "theirs"}
          onChoose={choose("theirs")}
        />
        <SideCard
          {...common}
          side="mine"
          by={null}
          words={mine}
          other={theirs}
          checked={chosen === "mine"}
          onChoose={choose("mine")}
        />
      </div>
      {fault && (
        <span class="fault" id={fault}>
          {t("choose")}
        </span>
      )}
    </fieldset>
  );
}

function byLine(author: Author | null): string | null {
  if (!author) return null;
  const at = dayAndTime(author.at);
  return author.name === null ? t("by.unknown", { at }) : t("by", { name: author.name, at });
}

interface SideProps {
  at: number;
  side: Side;
  by: string | null;
  words: string;
  other: string;
  lang: string | undefined;
  checked: boolean;
  fault: string | undefined;
  onChoose: () => void;
}

function SideCard({ at, side, by, words, other, lang, checked, fault, onChoose }: SideProps) {
  const id = `merge-${at}-${side}`;
  return (
    <label class={checked ? "merge-side chosen" : "merge-side"}>
      <span class="merge-head">
        <input
          type="radio"
          name={`merge-${at}`}
          checked={checked}
          aria-labelledby={`${id}-head`}
          aria-describedby={[`${id}-words`, fault].filter(Boolean).join(" ")}
          aria-invalid={fault ? "true" : undefined}
          onChange={onChoose}
        />
        <span id={`${id}-head`}>
          <strong>{t(side)}</strong>
          {by && <span class="note block">{by}</span>}
        </span>
      </span>
      <span class="merge-words" id={`${id}-words`} {...(lang && words ? { lang } : {})}>
        {words === "" && <em>{t("nothing")}</em>}
        {pieces(words, other).map((piece, place) =>
          piece.differs ? <mark key={place}>{piece.text}</mark> : piece.text,
        )}
      </span>
    </label>
  );
}
