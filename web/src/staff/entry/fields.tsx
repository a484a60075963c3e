/** Fields that more than one form for who is not signed in has. */
import type { Signal } from "@preact/signals";
import { into } from "../../ui/into";
import type { Faults } from "../faults";
import { TextField } from "../form";
import { t } from "../words";

interface EmailFieldProps {
  email: Signal<string>;
  faults: Faults;
  prefix?: string | undefined;
}

export function EmailField({ email, faults, prefix }: EmailFieldProps) {
  return (
    <TextField
      at="/email"
      prefix={prefix}
      label={t("signIn.email")}
      type="email"
      autocomplete="username"
      value={email.value}
      onInput={into(email)}
      faults={faults}
      required
    />
  );
}

interface CodeFieldProps {
  label: string;
  code: Signal<string>;
  faults: Faults;
}

/** The code of a letter. */
export function CodeField({ label, code, faults }: CodeFieldProps) {
  return (
    <TextField
      at="/token"
      label={label}
      autocomplete="one-time-code"
      value={code.value}
      onInput={into(code)}
      faults={faults}
      required
    />
  );
}
