/** Waiting, nothing there, and what failed. */
import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Problem } from "../api/problem";
import { Button } from "../ui/controls";
import { Icon, type IconName } from "../ui/Icon";
import { Bones, Failed } from "../ui/pieces";
import { isConflict } from "./staffCall";
import { t } from "./words";

export type Loaded<T> =
  | { state: "loading"; before: T | null }
  | { state: "there"; value: T }
  | { state: "failed"; failure: unknown; before: T | null };

export interface Loader<T> {
  now: ReadonlySignal<Loaded<T>>;
  value: ReadonlySignal<T | null>;
  /** Ask again; what is there stays in sight meanwhile. */
  reload: () => void;
  /** Put in place what a change brought back. */
  put: (value: T) => void;
}

function shown<T>(at: Loaded<T>): T | null {
  return at.state === "there" ? at.value : at.before;
}

/** Whether asking again may help: the network or the server is the trouble, not what was asked. */
function mayPass(failure: unknown): boolean {
  return failure instanceof Problem && (failure.status === 0 || failure.status >= 500);
}

/**
 * Ask for something when the screen appears, and again whenever a signal that `ask` reads before
 * its first `await` changes. A late answer to an earlier question is dropped.
 */
export function useLoader<T>(ask: (signal: AbortSignal) => Promise<T>): Loader<T> {
  const now = useSignal<Loaded<T>>({ state: "loading", before: null });
  const turn = useSignal(0);
  useSignalEffect(() => {
    void turn.value;
    const control = new AbortController();
    const before = shown(now.peek());
    now.value = { state: "loading", before };
    ask(control.signal).then(
      (value) => {
        if (!control.signal.aborted) now.value = { state: "there", value };
      },
      (failure: unknown) => {
        if (control.signal.aborted) return;
        now.value = { state: "failed", failure, before: mayPass(failure) ? before : null };
      },
    );
    return () => control.abort();
  });
  const value = useComputed(() => shown(now.value));
  return {
    now,
    value,
    reload: () => {
      turn.value += 1;
    },
    put: (there) => {
      now.value = { state: "there", value: there };
    },
  };
}

interface WithLoadedProps<T> {
  from: Loader<T>;
  children: (value: T) => ComponentChildren;
  lines?: number;
}

/**
 * What was loaded, or bones until it is, or the failure with a way to try again. Where the network or
 * the server fails a later question, what was there stays below the failure, and with it what somebody
 * has typed there.
 */
export function WithLoaded<T>({ from, children, lines = 4 }: WithLoadedProps<T>) {
  const now = from.now.value;
  const value = from.value.value;
  if (value === null && now.state !== "failed") return <Bones lines={lines} />;
  return (
    <>
      {now.state === "failed" && <Failed failure={now.failure} onRetry={from.reload} />}
      {value !== null && <div aria-busy={now.state === "loading"}>{children(value)}</div>}
    </>
  );
}

interface EmptyProps {
  title: string;
  children?: ComponentChildren;
  icon?: IconName;
}

export function Empty({ title, children, icon = "sprout" }: EmptyProps) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <h2>{title}</h2>
      {children}
    </div>
  );
}

export interface ChangeFailedProps {
  failure: unknown;
  /** Get what is there now. */
  onReload: () => void;
  /** Whether that leaves in place what somebody has typed. */
  merges?: boolean | undefined;
}

/**
 * A failed change: a conflict explains itself and offers what is there now. It takes the focus, since
 * the button that was pressed may be far below it.
 */
export function ChangeFailed(props: ChangeFailedProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: "center" });
  }, [props.failure]);
  return (
    <div ref={box} tabIndex={-1} class="change-failed">
      {isConflict(props.failure) ? <Conflict {...props} /> : <Failed failure={props.failure} />}
    </div>
  );
}

function Conflict({ onReload, merges }: ChangeFailedProps) {
  return (
    <div class="callout bad" role="alert">
      <Icon name="alert" />
      <div class="grow">
        <strong>{t("conflict.title")}</strong>
        <p>{t(merges ? "conflict.kept" : "conflict.lead")}</p>
        <Button icon="refresh" onClick={onReload}>
          {t(merges ? "conflict.compare" : "conflict.reload")}
        </Button>
      </div>
    </div>
  );
}

/** How far long work has come; without `share` it just goes on. */
export function Progress({ label, share }: { label: string; share?: number | undefined }) {
  const percent = share === undefined ? undefined : Math.round(share * 100);
  return (
    <div class="progress">
      <span aria-live="polite">{label}</span>
      <progress max={100} value={percent} aria-label={label} />
      {percent !== undefined && <span class="clock">{t("progress.percent", { percent })}</span>}
    </div>
  );
}
