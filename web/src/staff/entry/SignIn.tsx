import { useSignal } from "@preact/signals";
import { into } from "../../ui/into";
import { Callout } from "../../ui/pieces";
import { Check } from "../form";
import { Link } from "../Link";
import { hrefOf } from "../route";
import { ended, signIn } from "../tokens";
import { t } from "../words";
import { EntryForm } from "./EntryForm";
import { EmailField } from "./fields";
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
    <EntryForm
      form={form}
      lead={ended.value && <Callout>{t("signIn.ended")}</Callout>}
      send={t("signIn.do")}
      ways={
        <p class="links">
          <Link href={hrefOf("forgot")}>{t("signIn.forgot")}</Link>
          {newcomers && <Link href={hrefOf("register")}>{t("signIn.register")}</Link>}
          {newcomers && <Link href={hrefOf("invitation")}>{t("invitation.have")}</Link>}
        </p>
      }
    >
      <EmailField email={email} faults={form.faults} prefix={prefix} />
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
    </EntryForm>
  );
}
