import { useSignal } from "@preact/signals";
import { call } from "../../api/client";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { Callout } from "../../ui/pieces";
import { Link } from "../Link";
import { go, hrefOf, where } from "../route";
import { t } from "../words";
import { EntryForm } from "./EntryForm";
import { CodeField, EmailField } from "./fields";
import { Password } from "./Password";
import { useSubmit } from "./useSubmit";

/** Ask for a letter with a code. */
export function ForgotForm() {
  const email = useSignal("");
  const sent = useSignal(false);
  const form = useSubmit(async () => {
    await call("/v1/password-resets", { method: "POST", body: { email: email.value.trim() } });
    sent.value = true;
  });
  if (sent.value)
    return (
      <div class="form" role="status">
        <strong>{t("forgot.sent.title")}</strong>
        <p>{t("forgot.sent.lead")}</p>
        <Button kind="primary" wide onClick={() => go(hrefOf("reset"))}>
          {t("forgot.enter")}
        </Button>
      </div>
    );
  return (
    <EntryForm
      form={form}
      lead={<p>{t("forgot.lead")}</p>}
      send={t("forgot.do")}
      ways={
        <p class="links">
          <Link href={hrefOf()}>{t("signIn.back")}</Link>
          <Link href={hrefOf("reset")}>{t("forgot.enter")}</Link>
        </p>
      }
    >
      <EmailField email={email} faults={form.faults} />
    </EntryForm>
  );
}

/** Choose a new password with the code; a letter's link brings it behind `#`. */
export function ResetForm() {
  const code = useSignal(where.value.hash);
  const password = useSignal("");
  const done = useSignal(false);
  const form = useSubmit(async () => {
    const body = { token: code.value.trim(), new_password: password.value };
    await call("/v1/password-resets/confirm", { method: "POST", body });
    done.value = true;
  });
  if (done.value)
    return (
      <div class="form" role="status">
        <Callout tone="good" icon="check">
          {t("reset.done")}
        </Callout>
        <Button kind="primary" wide onClick={() => go(hrefOf(), true)}>
          {t("signIn.do")}
        </Button>
      </div>
    );
  return (
    <EntryForm
      form={form}
      send={t("reset.do")}
      ways={
        <p class="links">
          <Link href={hrefOf()}>{t("signIn.back")}</Link>
          <Link href={hrefOf("forgot")}>{t("forgot.do")}</Link>
        </p>
      }
    >
      <CodeField label={t("reset.code")} code={code} faults={form.faults} />
      <Password
        at="/new_password"
        label={t("reset.password")}
        value={password.value}
        onInput={into(password)}
        faults={form.faults}
        isNew
      />
    </EntryForm>
  );
}
