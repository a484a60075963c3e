import { useSignal } from "@preact/signals";
import { call } from "../../api/client";
import { language } from "../../i18n";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { TextField } from "../form";
import { Link } from "../Link";
import { hrefOf } from "../route";
import { signIn } from "../tokens";
import { t } from "../words";
import { EntryForm } from "./EntryForm";
import { EmailField } from "./fields";
import { Password } from "./Password";
import { useSubmit } from "./useSubmit";

interface RegisterProps {
  /** Shown instead of the link back, where the form stands beside signing in. */
  onBack?: () => void;
  onDone?: () => void;
}

export function RegisterForm({ onBack, onDone }: RegisterProps) {
  const name = useSignal("");
  const email = useSignal("");
  const password = useSignal("");
  const form = useSubmit(async () => {
    const body = {
      name: name.value.trim(),
      email: email.value.trim(),
      password: password.value,
      language: language.value,
    };
    await call("/v1/accounts", { method: "POST", body });
    await signIn(body.email, body.password, false);
    onDone?.();
  });
  return (
    <EntryForm
      form={form}
      send={t("register.do")}
      ways={
        <p class="links">
          {onBack ? (
            <Button kind="quiet" onClick={onBack}>
              {t("signIn.back")}
            </Button>
          ) : (
            <Link href={hrefOf()}>{t("signIn.back")}</Link>
          )}
        </p>
      }
    >
      <TextField
        at="/name"
        label={t("register.name")}
        autocomplete="name"
        value={name.value}
        onInput={into(name)}
        faults={form.faults}
        required
      />
      <EmailField email={email} faults={form.faults} />
      <Password
        at="/password"
        label={t("register.password")}
        value={password.value}
        onInput={into(password)}
        faults={form.faults}
        isNew
      />
    </EntryForm>
  );
}
