import { useSignal } from "@preact/signals";
import { call } from "../../api/client";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { Callout, Failed } from "../../ui/pieces";
import { TextField } from "../form";
import { Link } from "../Link";
import { go, hrefOf, where } from "../route";
import { t } from "../words";
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
    <form class="form" onSubmit={form.submit} noValidate>
      <p>{t("forgot.lead")}</p>
      {form.failure.value !== null && <Failed failure={form.failure.value} />}
      <TextField
        at="/email"
        label={t("signIn.email")}
        type="email"
        autocomplete="username"
        value={email.value}
        onInput={into(email)}
        faults={form.faults}
        required
      />
      <Button kind="primary" wide submit busy={form.busy.value}>
        {t("forgot.do")}
      </Button>
      <p class="links">
        <Link href={hrefOf()}>{t("signIn.back")}</Link>
        <Link href={hrefOf("reset")}>{t("forgot.enter")}</Link>
      </p>
    </form>
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
    <form class="form" onSubmit={form.submit} noValidate>
      {form.failure.value !== null && <Failed failure={form.failure.value} />}
      <TextField
        at="/token"
        label={t("reset.code")}
        autocomplete="one-time-code"
        value={code.value}
        onInput={into(code)}
        faults={form.faults}
        required
      />
      <Password
        at="/new_password"
        label={t("reset.password")}
        value={password.value}
        onInput={into(password)}
        faults={form.faults}
        isNew
      />
      <Button kind="primary" wide submit busy={form.busy.value}>
        {t("reset.do")}
      </Button>
      <p class="links">
        <Link href={hrefOf()}>{t("signIn.back")}</Link>
        <Link href={hrefOf("forgot")}>{t("forgot.do")}</Link>
      </p>
    </form>
  );
}
