import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon";

interface ButtonProps {
  children: ComponentChildren;
  kind?: "primary" | "quiet" | "danger" | "plain";
  icon?: IconName;
  wide?: boolean;
  tall?: boolean;
  busy?: boolean;
  /** Nothing to do yet; it stays in sight and says so. */
  idle?: boolean;
  submit?: boolean;
  onClick?: () => void;
}

export function Button(props: ButtonProps) {
  const { kind = "plain", wide, tall, busy = false, idle = false, icon } = props;
  const still = busy || idle;
  const names = ["button", kind, wide && "wide", tall && "tall"].filter(Boolean).join(" ");
  return (
    <button
      type={props.submit ? "submit" : "button"}
      class={names}
      aria-disabled={still}
      onClick={(event) => (still ? event.preventDefault() : props.onClick?.())}
    >
      {busy ? <span class="spinner" /> : icon && <Icon name={icon} />}
      {props.children}
    </button>
  );
}

interface IconButtonProps {
  icon: IconName;
  label: string;
  onClick?: (() => void) | undefined;
  disabled?: boolean;
  expanded?: boolean;
  id?: string;
}

export function IconButton({ icon, label, onClick, disabled, expanded, id }: IconButtonProps) {
  return (
    <button
      type="button"
      id={id}
      class="icon-button"
      aria-label={label}
      title={label}
      disabled={disabled}
      aria-expanded={expanded}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

interface Choice<T extends string> {
  value: T;
  label: string;
  icon?: IconName;
}

interface SegmentsProps<T extends string> {
  legend: string;
  name: string;
  choices: readonly Choice<T>[];
  value: T;
  onChange: (value: T) => void;
}

/** One of a few, as radio buttons side by side. */
export function Segments<T extends string>(props: SegmentsProps<T>) {
  return (
    <fieldset class="field">
      <legend>{props.legend}</legend>
      <div class="segments">
        {props.choices.map((choice) => (
          <label key={choice.value}>
            <input
              type="radio"
              name={props.name}
              value={choice.value}
              checked={choice.value === props.value}
              onChange={() => props.onChange(choice.value)}
            />
            {choice.icon && <Icon name={choice.icon} />}
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface StepperProps {
  label: string;
  text: string;
  more: string;
  fewer: string;
  value: number;
  least: number;
  most: number;
  onChange: (value: number) => void;
}

export function Stepper(props: StepperProps) {
  const { value, least, most, onChange } = props;
  return (
    <div class="switch" role="group" aria-label={props.label}>
      <span>{props.label}</span>
      <span class="stepper">
        <IconButton
          icon="minus"
          label={props.fewer}
          disabled={value <= least}
          onClick={() => onChange(value - 1)}
        />
        <output>{props.text}</output>
        <IconButton
          icon="plus"
          label={props.more}
          disabled={value >= most}
          onClick={() => onChange(value + 1)}
        />
      </span>
    </div>
  );
}

interface SwitchProps {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function Switch({ label, hint, checked, onChange }: SwitchProps) {
  return (
    <label class="switch">
      <span>
        {label}
        {hint && <span class="note block">{hint}</span>}
      </span>
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  );
}

interface FieldProps {
  label: string;
  type?: "text" | "date" | "time" | "email" | "tel" | "search";
  value: string;
  onInput: (value: string) => void;
  fault?: string | undefined;
  name: string;
  autocomplete?: string;
  hideLabel?: boolean;
  min?: string;
  max?: string;
}

export function Field(props: FieldProps) {
  const faultId = `${props.name}-fault`;
  return (
    <label class="field">
      <span class={props.hideLabel ? "sr" : "label"}>{props.label}</span>
      <input
        class="input"
        type={(props.type ?? "text") as "text"}
        name={props.name}
        value={props.value}
        {...(props.min ? { min: props.min } : {})}
        {...(props.max ? { max: props.max } : {})}
        autocomplete={props.autocomplete}
        aria-invalid={props.fault ? "true" : undefined}
        aria-describedby={props.fault ? faultId : undefined}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
      {props.fault && (
        <span class="fault" id={faultId}>
          {props.fault}
        </span>
      )}
    </label>
  );
}
