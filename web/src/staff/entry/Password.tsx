import { useSignal } from "@preact/signals";
import type { Faults } from "../faults";
import { TextField } from "../form";
import { t } from "../words";

interface PasswordProps {
  at: string;
  label: string;
  value: string;
  onInput: (value: string) => void;
  faults: Faults;
  isNew?: boolean;
  prefix?: string;
}

/** A password that can be shown: who sees what they type errs less. */
export function Password(props: PasswordProps) {
  const shown = useSignal(false);
  return (
    <div class="password">
      <TextField
        at={props.at}
        prefix={props.prefix ?? "field"}
        label={props.label}
        type={shown.value ? "text" : "password"}
        autocomplete={props.isNew ? "new-password" : "current-password"}
        value={props.value}
        onInput={props.onInput}
        faults={props.faults}
        hint={props.isNew ? t("register.password.hint") : undefined}
        required
      />
      <button
        type="button"
        class="button quiet"
        aria-pressed={shown.value}
        onClick={() => {
          shown.value = !shown.value;
        }}
      >
        {shown.value ? t("signIn.hide") : t("signIn.show")}
      </button>
    </div>
  );
}
