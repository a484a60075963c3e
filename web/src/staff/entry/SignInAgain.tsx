import { Dialog, leavingConfirmed } from "../Dialog";
import { leave } from "../session";
import { t } from "../words";
import { SignInForm } from "./SignIn";

/** Sign in over the page that was open when the stay ended, so that nothing typed is lost. */
export function SignInAgain() {
  const close = async () => {
    if (await leavingConfirmed()) leave();
  };
  return (
    <Dialog title={t("signIn.title")} onClose={() => void close()}>
      <SignInForm newcomers={false} prefix="again" />
    </Dialog>
  );
}
