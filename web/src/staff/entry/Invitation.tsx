import { useSignal } from "@preact/signals";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { Bones, Failed } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { TextField } from "../form";
import { go, hrefOf, where } from "../route";
import { chooseOrganisation, loadSession, me, nameOf, organisations } from "../session";
import { staffCall } from "../staffCall";
import { signOut, tokens } from "../tokens";
import { t } from "../words";
import { RegisterForm } from "./Register";
import { SignInForm } from "./SignIn";
import { useSubmit } from "./useSubmit";

/** Accept with the code from a letter; who is not signed in does that, or registers, first. */
export function Invitation() {
  if (tokens.value) return me.value ? <Accept /> : <Bones />;
  return <Newcomer />;
}

function Newcomer() {
  const registers = useSignal(false);
  const turn = (to: boolean) => () => {
    registers.value = to;
  };
  return (
    <>
      <p class="lead">{t("invitation.lead")}</p>
      {registers.value ? (
        <RegisterForm onBack={turn(false)} />
      ) : (
        <>
          <SignInForm newcomers={false} />
          <Button wide onClick={turn(true)}>
            {t("signIn.register")}
          </Button>
        </>
      )}
    </>
  );
}

function Accept() {
  const code = useSignal(where.value.hash);
  const form = useSubmit(async () => {
    const body = { token: code.value.trim() };
    const made = await staffCall<{ organisation_id: string }>("/v1/invitations/accept", {
      method: "POST",
      body,
    });
    await loadSession();
    chooseOrganisation(made.organisation_id);
    const joined = organisations.value.find((one) => one.id === made.organisation_id);
    say(t("invitation.done", { organisation: nameOf(joined?.names) }));
    go(hrefOf(), true);
  });
  return (
    <form class="form" onSubmit={form.submit} noValidate>
      <p>{t("invitation.as", { email: me.value?.email ?? "" })}</p>
      {form.failure.value !== null && <Failed failure={form.failure.value} />}
      <TextField
        at="/token"
        label={t("invitation.code")}
        autocomplete="one-time-code"
        value={code.value}
        onInput={into(code)}
        faults={form.faults}
        required
      />
      <Button kind="primary" wide submit busy={form.busy.value}>
        {t("invitation.do")}
      </Button>
      <Button kind="quiet" onClick={() => void signOut()}>
        {t("invitation.other")}
      </Button>
    </form>
  );
}
