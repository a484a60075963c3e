/** Saving a form that others may have saved meanwhile. */
import { type Signal, signal } from "@preact/signals";
import { Problem } from "../../api/problem";
import { say } from "../../ui/toasts";
import type { Draft } from "../etag";
import { isConflict, type Versioned } from "../staffCall";
import { holdWords } from "./ownWords";
import { type Choices, changed, type Merge, mergeOf, type Statements, settled } from "./threeWay";
import type { History } from "./who";
import { t } from "./words";

/** How a form is compared with what is kept. */
export interface Comparing<T, F> {
  load: () => Promise<Versioned<T>>;
  formOf: (kept: T) => F;
  statements: Statements<F>;
  /** What the thing is called, for who has to find their words again. */
  nameOf: (kept: T) => string;
  /** Where there is a history: who changed what, and which version was on the page. */
  history?: ((kept: T) => Promise<History>) | undefined;
  versionOf?: (kept: T) => number;
}

/** What has to be decided, before what is kept and what was typed become one. */
export interface Question<T, F> {
  merge: Merge<F>;
  theirs: Versioned<T>;
  history: History | null;
  /** Version that was on the page. */
  since: number;
  /** How often others were faster while it was being decided. */
  round: number;
}

export type Saved = "saved" | "merged" | null;

export interface Merging<T, F> {
  asked: Signal<Question<T, F> | null>;
  /** Send; where others were faster, put both together and send that. Null where it was not sent. */
  save: (send: (match: string) => Promise<Versioned<T> | null>) => Promise<Saved>;
  /** Take in what is kept now; false where something has to be decided, or it cannot be had. */
  follow: () => Promise<boolean>;
  /** Go on with what was decided. */
  decide: (choices: Choices) => void;
}

/** So often others may be faster before the person is told. */
const MOST_ROUNDS = 4;
const LOST = [403, 404, 410];

export function mergingOf<T, F>(
  draft: Draft<T>,
  form: Signal<F>,
  comparing: Comparing<T, F>,
): Merging<T, F> {
  const asked = signal<Question<T, F> | null>(null);
  let round = 0;

  const hold = (reason: unknown) => {
    const { value: kept } = draft.kept.value;
    const base = comparing.formOf(kept);
    const own = changed(base, form.value, comparing.statements);
    const lines = own.map(({ label, told }) => ({ label, words: told(form.value) }));
    holdWords({ name: comparing.nameOf(kept), lines, reason });
  };
  const failed = (reason: unknown) => {
    draft.failure.value = reason;
    if (reason instanceof Problem && LOST.includes(reason.status)) hold(reason);
  };
  const historyOf = async (kept: T) => comparing.history?.(kept).catch(() => null) ?? null;

  /** What the others changed besides; null where it takes a decision, or cannot be had. */
  const compare = async (): Promise<Merge<F> | null> => {
    if (draft.busy.value) return null;
    draft.busy.value = true;
    try {
      const theirs = await comparing.load();
      const { value: before } = draft.kept.value;
      const sides = {
        base: comparing.formOf(before),
        mine: form.value,
        theirs: comparing.formOf(theirs.value),
      };
      const merge = mergeOf(sides, comparing.statements);
      if (merge.conflicts.length > 0) {
        const history = await historyOf(before);
        const since = comparing.versionOf?.(before) ?? 0;
        asked.value = { merge, theirs, history, since, round };
        return null;
      }
      takeIn(theirs, merge.form);
      return merge;
    } catch (reason) {
      failed(reason);
      return null;
    } finally {
      draft.busy.value = false;
    }
  };

  function takeIn(theirs: Versioned<T>, after: F): void {
    draft.failure.value = null;
    draft.kept.value = theirs;
    form.value = after;
  }

  return {
    asked,
    follow: async () => {
      const merge = await compare();
      if (merge && merge.news.length > 0) say(t("followed"));
      return merge !== null;
    },
    save: async (send) => {
      for (let tried = 0; tried < MOST_ROUNDS; tried += 1) {
        if (await draft.run(send)) {
          round = 0;
          if (tried > 0) say(t("merged"));
          return tried > 0 ? "merged" : "saved";
        }
        if (!isConflict(draft.failure.value)) {
          failed(draft.failure.value);
          return null;
        }
        const conflict = draft.failure.value;
        round += 1;
        if (!(await compare())) return null;
        if (tried === MOST_ROUNDS - 1) draft.failure.value = conflict;
      }
      return null;
    },
    decide: (choices) => {
      const question = asked.value;
      if (!question) return;
      asked.value = null;
      takeIn(question.theirs, settled(question.merge, choices));
    },
  };
}
