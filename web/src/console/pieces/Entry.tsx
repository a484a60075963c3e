/** The page on which one entry of a kind is written: new, or changed, or ended. */
import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { confirmed } from "../../staff/Dialog";
import { draftOf } from "../../staff/etag";
import { elsewhere, type Faults, faultsOf } from "../../staff/faults";
import { FaultSummary } from "../../staff/form";
import { MergeDialog } from "../../staff/merge/MergeDialog";
import { mergingOf } from "../../staff/merge/merging";
import type { Statements } from "../../staff/merge/threeWay";
import { Page } from "../../staff/Page";
import { go, hrefOf } from "../../staff/route";
import { may } from "../../staff/session";
import { staffCall, type Versioned, versionedCall } from "../../staff/staffCall";
import { ChangeFailed, useLoader, WithLoaded } from "../../staff/states";
import { t as staff } from "../../staff/words";
import { Button } from "../../ui/controls";
import { say } from "../../ui/toasts";
import { useUnsaved } from "./unsaved";
import { t as piece } from "./words";

export interface EntryWords {
  list: string;
  new: string;
  edit: string;
  post: string;
  posted: string;
  saved: string;
  end: string;
  endAsk: string;
  endLead: string;
  ended: string;
}

type WordKey = Exclude<keyof EntryWords, "list" | "endAsk" | "endLead">;

/** The words of an entry, as each kind keeps them. */
export function wordsOf(
  t: (key: WordKey | "title" | "end.ask" | "end.lead") => string,
): EntryWords {
  return {
    list: t("title"),
    new: t("new"),
    edit: t("edit"),
    post: t("post"),
    posted: t("posted"),
    saved: t("saved"),
    end: t("end"),
    endAsk: t("end.ask"),
    endLead: t("end.lead"),
    ended: t("ended"),
  };
}

/** What is missing, in words. */
export function faultsFrom<L>(lacks: Record<string, L>, say: (lack: L) => string): Faults {
  return Object.fromEntries(Object.entries(lacks).map(([at, lack]) => [at, say(lack)]));
}

export interface FieldsProps<T, F> {
  form: F;
  onChange: (form: F) => void;
  faults: Faults;
  /** What is there already; null for a new one. */
  kept: T | null;
}

export interface Kind<T, F> {
  /** Address of the API, and first segment of its pages. */
  path: string;
  part: string;
  words: () => EntryWords;
  blank: () => F;
  formOf: (kept: T) => F;
  /** What can be seen to be missing before anything is sent, by pointer. */
  lacks: (form: F) => Faults;
  bodyOf: (form: F) => unknown;
  changeOf: (form: F) => unknown;
  /** What the fields are called, by pointer. */
  labels: (form: F) => Record<string, string>;
  /** What two officers may say differently of one. */
  statements: Statements<F>;
  nameOf: (form: F) => string;
  isOver: (kept: T) => boolean;
  /** What is said above the fields of one that is there. */
  about?: (kept: T) => ComponentChildren;
  fields: (props: FieldsProps<T, F>) => ComponentChildren;
}

interface EntryProps<T, F> {
  kind: Kind<T, F>;
  id: string | null;
}

export function Entry<T, F>({ kind, id }: EntryProps<T, F>) {
  const words = kind.words();
  const back = { href: hrefOf(kind.part), label: words.list };
  return (
    <Page title={id === null ? words.new : words.edit} back={back}>
      {id !== null && <Existing kind={kind} id={id} />}
      {id === null &&
        (may("owner", "editor") ? <New kind={kind} /> : <p class="note">{piece("viewer")}</p>)}
    </Page>
  );
}

function New<T, F>({ kind }: { kind: Kind<T, F> }) {
  const begun = useSignal(kind.blank());
  const form = useSignal(begun.value);
  const busy = useSignal(false);
  const failure = useSignal<unknown>(null);
  const lacks = useSignal<Faults>({});
  const release = useUnsaved(form.value !== begun.value);
  const post = async () => {
    lacks.value = kind.lacks(form.value);
    failure.value = null;
    if (Object.keys(lacks.value).length > 0 || busy.value) return;
    busy.value = true;
    try {
      await staffCall(kind.path, { method: "POST", body: kind.bodyOf(form.value) });
      release();
      say(kind.words().posted);
      go(hrefOf(kind.part), true);
    } catch (reason) {
      failure.value = reason;
    } finally {
      busy.value = false;
    }
  };
  return (
    <Form
      kind={kind}
      kept={null}
      form={form}
      lacks={lacks.value}
      failure={failure.value}
      busy={busy.value}
      yes={kind.words().post}
      onSave={() => void post()}
    />
  );
}

function Existing<T, F>({ kind, id }: { kind: Kind<T, F>; id: string }) {
  const path = `${kind.path}/${encodeURIComponent(id)}`;
  const seen = useLoader(() => versionedCall<T>(path));
  return (
    <WithLoaded from={seen}>
      {(kept) => <Change key={kept.etag} kind={kind} path={path} seen={kept} />}
    </WithLoaded>
  );
}

interface ChangeProps<T, F> {
  kind: Kind<T, F>;
  path: string;
  seen: Versioned<T>;
}

function Change<T, F>({ kind, path, seen }: ChangeProps<T, F>) {
  const begun = useSignal(kind.formOf(seen.value));
  const form = useSignal(begun.value);
  const lacks = useSignal<Faults>({});
  const draft = useSignal(draftOf(seen)).value;
  const merging = useSignal(
    mergingOf<T, F>(draft, form, {
      load: () => versionedCall<T>(path),
      formOf: kind.formOf,
      statements: kind.statements,
      nameOf: (kept) => kind.nameOf(kind.formOf(kept)),
    }),
  ).value;
  const release = useUnsaved(form.value !== begun.value);
  const words = kind.words();
  const now = draft.kept.value.value;
  const mayChange = may("owner", "editor") && !kind.isOver(now);
  const leave = (said: string) => {
    release();
    say(said);
    go(hrefOf(kind.part), true);
  };
  const save = async () => {
    lacks.value = kind.lacks(form.value);
    if (Object.keys(lacks.value).length > 0) return;
    const saved = await merging.save((match) =>
      versionedCall<T>(path, { method: "PATCH", match, body: kind.changeOf(form.value) }),
    );
    if (saved === "saved") leave(words.saved);
    // What others said meanwhile nobody here has read yet.
    if (saved === "merged") begun.value = form.value;
  };
  const end = async () => {
    const question = { title: words.endAsk, lead: words.endLead, yes: words.end, danger: true };
    if (!(await confirmed(question))) return;
    const done = await draft.run(async (match) => {
      await staffCall(path, { method: "DELETE", match });
      return null;
    });
    if (done) leave(words.ended);
  };
  return (
    <>
      {!may("owner", "editor") && <p class="note">{piece("viewer")}</p>}
      {kind.about?.(now)}
      <Form
        kind={kind}
        kept={now}
        form={form}
        lacks={lacks.value}
        failure={draft.failure.value}
        busy={draft.busy.value}
        yes={mayChange ? staff("save") : null}
        onSave={() => void save()}
        onEnd={mayChange ? () => void end() : undefined}
        onReload={() => void merging.follow()}
      />
      <MergeDialog merging={merging} onSave={() => void save()} />
    </>
  );
}

interface FormProps<T, F> {
  kind: Kind<T, F>;
  kept: T | null;
  form: Signal<F>;
  lacks: Faults;
  failure: unknown;
  busy: boolean;
  /** What the button that saves says; null where nothing can be changed. */
  yes: string | null;
  onSave: () => void;
  onEnd?: (() => void) | undefined;
  onReload?: () => void;
}

function Form<T, F>(props: FormProps<T, F>) {
  const { kind, form, failure, lacks } = props;
  const faults = useMemo(() => ({ ...faultsOf(failure), ...lacks }), [failure, lacks]);
  const labels = kind.labels(form.value);
  const others = elsewhere(faults, Object.keys(labels));
  const isUnplaced = others.length > 0 || Object.keys(faults).length === 0;
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        props.onSave();
      }}
    >
      <FaultSummary faults={faults} labels={labels} />
      {failure !== null && isUnplaced && (
        <ChangeFailed failure={failure} onReload={props.onReload ?? (() => {})} merges />
      )}
      <fieldset class="section" disabled={props.yes === null}>
        {kind.fields({
          form: form.value,
          faults,
          kept: props.kept,
          onChange: (after) => {
            form.value = after;
          },
        })}
      </fieldset>
      <div class="save-bar">
        {props.onEnd && (
          <Button kind="danger" onClick={props.onEnd}>
            {kind.words().end}
          </Button>
        )}
        {props.yes && (
          <Button submit kind="primary" tall busy={props.busy}>
            {props.yes}
          </Button>
        )}
      </div>
    </form>
  );
}
