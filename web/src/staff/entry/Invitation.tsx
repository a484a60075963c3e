import { useSignal } from "@preact/signals";
import { Button } from "../../ui/controls";
import { Bones } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { go, hrefOf, where } from "../route";
import { chooseOrganisation, loadSession, me, nameOf, organisations } from "../session";
import { staffCall } from "../staffCall";
import { signOut, tokens } from "../tokens";
import { t } from "../words";
import { EntryForm } from "./EntryForm";
import { CodeField } from "./fields";
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
    <EntryForm
      form={form}
      lead={<p>{t("invitation.as", { email: me.value?.email ?? "" })}</p>}
      send={t("invitation.do")}
      ways={
        <Button kind="quiet" onClick={() => void signOut()}>
          {t("invitation.other")}
        </Button>
      }
    >
      <CodeField label={t("invitation.code")} code={code} faults={form.faults} />
    </EntryForm>
  );
}
