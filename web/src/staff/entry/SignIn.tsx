import { useSignal } from "@preact/signals";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { Callout, Failed } from "../../ui/pieces";
import { Check, TextField } from "../form";
import { Link } from "../Link";
import { hrefOf } from "../route";
import { ended, signIn } from "../tokens";
import { t } from "../words";
import { Password } from "./Password";
import { useSubmit } from "./useSubmit";

interface SignInProps {
  newcomers?: boolean;
  /** Before the ids of its fields, where other fields are on the page. */
  prefix?: string;
}

/** E-mail address and password; where somebody has to sign in, the address stays as it is. */
export function SignInForm({ newcomers = true, prefix = "field" }: SignInProps) {
  const email = useSignal("");
  const password = useSignal("");
  const stays = useSignal(false);
  const form = useSubmit(() => signIn(email.value.trim(), password.value, stays.value));
  return (
    <form class="form" onSubmit={form.submit} noValidate>
      {ended.value && <Callout>{t("signIn.ended")}</Callout>}
      {form.failure.value !== null && <Failed failure={form.failure.value} />}
      <TextField
        at="/email"
        prefix={prefix}
        label={t("signIn.email")}
        type="email"
        autocomplete="username"
        value={email.value}
        onInput={into(email)}
        faults={form.faults}
        required
      />
      <Password
        at="/password"
        prefix={prefix}
        label={t("signIn.password")}
        value={password.value}
        onInput={into(password)}
        faults={form.faults}
      />
      <Check
        label={t("signIn.stay")}
        hint={t("signIn.stay.hint")}
        checked={stays.value}
        onChange={into(stays)}
      />
      <Button kind="primary" wide submit busy={form.busy.value}>
        {t("signIn.do")}
      </Button>
      <p class="links">
        <Link href={hrefOf("forgot")}>{t("signIn.forgot")}</Link>
        {newcomers && <Link href={hrefOf("register")}>{t("signIn.register")}</Link>}
        {newcomers && <Link href={hrefOf("invitation")}>{t("invitation.have")}</Link>}
      </p>
    </form>
  );
}
