import type { ComponentChildren } from "preact";
import { Problem } from "../api/problem";
import { t } from "../i18n";
import { Button } from "./controls";
import { Icon, type IconName } from "./Icon";

export function Tag(props: { children: ComponentChildren; tone?: string; icon?: IconName }) {
  return (
    <span class={`tag ${props.tone ?? ""}`}>
      {props.icon && <Icon name={props.icon} small />}
      {props.children}
    </span>
  );
}

interface CalloutProps {
  children: ComponentChildren;
  tone?: "bad" | "good" | "plain" | "";
  icon?: IconName;
}

export function Callout({ children, tone = "", icon = "info" }: CalloutProps) {
  return (
    <div class={`callout ${tone}`}>
      <Icon name={icon} />
      <div class="grow">{children}</div>
    </div>
  );
}

export function Bones({ lines = 3, tall = false }: { lines?: number; tall?: boolean }) {
  return (
    <div class="bones" role="status" aria-label={t("app.loading")}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} class={`bone ${tall ? "tall" : ""}`} />
      ))}
    </div>
  );
}

/** What a failure says to people. */
export function told(failure: unknown): string {
  if (failure instanceof Problem) {
    if (failure.isOffline) return t("error.offline");
    // What stands before the server says so in no language of ours.
    if (!failure.explained) return t(failure.status >= 500 ? "error.server" : "error.unexpected");
    return failure.message;
  }
  return t("error.unexpected");
}

interface FailedProps {
  title?: string;
  failure: unknown;
  onRetry?: (() => void) | undefined;
}

/** A failure with what the server explained, and a way on. */
export function Failed({ title, failure, onRetry }: FailedProps) {
  const problem = failure instanceof Problem ? failure : null;
  // Where each fault is named, the sentence about all of them is for developers.
  const faults = problem?.faults ?? [];
  return (
    <div class="callout bad" role="alert">
      <Icon name={problem?.isOffline ? "away" : "alert"} />
      <div class="grow">
        <strong>{title ?? t("error.title")}</strong>
        {faults.length === 0 && <p>{told(failure)}</p>}
        {faults.length > 0 && (
          <ul class="faults">
            {faults.map((fault) => (
              <li key={fault.pointer + fault.code}>{fault.message}</li>
            ))}
          </ul>
        )}
        {problem?.requestId && problem.status >= 500 && (
          <p class="note">{t("error.request", { id: problem.requestId })}</p>
        )}
        {onRetry && (
          <Button icon="refresh" onClick={onRetry}>
            {t("app.retry")}
          </Button>
        )}
      </div>
    </div>
  );
}
