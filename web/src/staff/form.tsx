/** Form pieces. Each field is named by the JSON pointer of what it edits, where its faults appear. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../ui/Icon";
import { type Faults, faultAt, fieldId } from "./faults";
import { showField } from "./reveal";
import { t } from "./words";

interface Framed {
  /** JSON pointer of the value in the request, such as `/names/ja`. */
  at: string;
  label: string;
  hint?: string | undefined;
  faults?: Faults | undefined;
  required?: boolean | undefined;
  /** Told apart from another form of the same fields on the page. */
  prefix?: string | undefined;
  readOnly?: boolean | undefined;
}

interface FrameProps extends Framed {
  children: (ties: Ties) => ComponentChildren;
}

interface Ties {
  id: string;
  name: string;
  "aria-invalid": "true" | undefined;
  "aria-describedby": string | undefined;
  "aria-required": "true" | undefined;
}

/** Label, hint and fault around one control, tied to it. */
export function Frame(props: FrameProps) {
  const { at, label, hint, faults = {}, required, prefix } = props;
  const id = fieldId(at, prefix);
  const fault = faultAt(faults, at);
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
        {required && <span class="need">{t("required")}</span>}
      </label>
      {props.children({
        id,
        name: at.slice(1),
        "aria-invalid": fault ? "true" : undefined,
        "aria-describedby": described || undefined,
        "aria-required": required ? "true" : undefined,
      })}
      {hint && (
        <span class="note" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {fault && (
        <span class="fault" id={`${id}-fault`}>
          {fault}
        </span>
      )}
    </div>
  );
}

interface TextProps extends Framed {
  value: string;
  onInput: (value: string) => void;
  type?:
    | "text"
    | "email"
    | "password"
    | "url"
    | "tel"
    | "date"
    | "time"
    | "datetime-local"
    | "search";
  autocomplete?: string;
  inputMode?: "decimal" | "numeric";
  lang?: string | undefined;
  maxLength?: number;
  min?: string;
  max?: string;
  suffix?: string;
}

export function TextField(props: TextProps) {
  const { value, onInput, type = "text", suffix } = props;
  const more = {
    ...(props.autocomplete ? { autocomplete: props.autocomplete } : {}),
    ...(props.inputMode ? { inputMode: props.inputMode } : {}),
    ...(props.lang ? { lang: props.lang } : {}),
    ...(props.maxLength ? { maxLength: props.maxLength } : {}),
    ...(props.min ? { min: props.min } : {}),
    ...(props.max ? { max: props.max } : {}),
  };
  return (
    <Frame {...props}>
      {(ties) => (
        <span class={suffix ? "with-suffix" : "whole"}>
          <input
            class="input"
            {...ties}
            {...more}
            type={type as "text"}
            readOnly={props.readOnly ?? false}
            value={value}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
          {suffix && <span aria-hidden="true">{suffix}</span>}
        </span>
      )}
    </Frame>
  );
}

/** A number as typed; what is no number stays in sight and is refused by `numberOf`. */
export function NumberField(props: Omit<TextProps, "type" | "inputMode">) {
  return <TextField {...props} inputMode="decimal" />;
}

/** The number typed, full-width digits too; null for nothing, NaN for what is none. */
export function numberOf(typed: string): number | null {
  const plain = typed.normalize("NFKC").replaceAll(",", "").trim();
  return plain === "" ? null : Number(plain);
}

interface AreaProps extends Framed {
  value: string;
  onInput: (value: string) => void;
  rows?: number;
  lang?: string | undefined;
}

export function TextArea(props: AreaProps) {
  return (
    <Frame {...props}>
      {(ties) => (
        <textarea
          class="input"
          {...ties}
          {...(props.lang ? { lang: props.lang } : {})}
          rows={props.rows ?? 4}
          readOnly={props.readOnly ?? false}
          value={props.value}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      )}
    </Frame>
  );
}

export interface Option {
  value: string;
  label: string;
}

interface SelectProps extends Framed {
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
}

export function Select(props: SelectProps) {
  return (
    <Frame {...props}>
      {(ties) => (
        <select
          class="input"
          {...ties}
          disabled={props.readOnly ?? false}
          value={props.value}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        >
          {props.options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Frame>
  );
}

interface CheckProps {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function Check({ label, hint, checked, onChange }: CheckProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {label}
        {hint && <span class="note block">{hint}</span>}
      </span>
    </label>
  );
}

interface SummaryProps {
  faults: Faults;
  /** What each field is called, by pointer; a fault within `/hours` is found under `/hours`. */
  labels?: Record<string, string> | undefined;
  prefix?: string | undefined;
}

/** How many faults there are, with links to the fields. It takes the focus when they appear. */
export function FaultSummary({ faults, labels = {}, prefix }: SummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const entries = Object.entries(faults);
  useEffect(() => {
    if (entries.length > 0) box.current?.focus();
  }, [faults]);
  if (entries.length === 0) return null;
  return (
    <div class="callout bad" role="alert" tabIndex={-1} ref={box}>
      <Icon name="alert" />
      <div class="grow">
        <strong>{t("faults.title", { count: entries.length })}</strong>
        <ul class="faults">
          {entries.map(([at, message]) => (
            <FaultLine key={at} at={at} message={message} labels={labels} prefix={prefix} />
          ))}
        </ul>
      </div>
    </div>
  );
}

interface LineProps {
  at: string;
  message: string;
  labels: Record<string, string>;
  prefix: string | undefined;
}

function FaultLine({ at, message, labels, prefix }: LineProps) {
  const field = fieldWith(at, labels);
  const text = field ? `${labels[field]}: ${message}` : message;
  const id = fieldId(field ?? at, prefix);
  return (
    <li>
      <a
        href={`#${id}`}
        onClick={(event) => {
          event.preventDefault();
          showField(id);
        }}
      >
        {text}
      </a>
    </li>
  );
}

/** The labelled field that shows what is at `pointer`: itself, or the nearest above it. */
export function fieldWith(pointer: string, labels: Record<string, string>): string | null {
  for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/")))
    if (at in labels) return at;
  return null;
}
