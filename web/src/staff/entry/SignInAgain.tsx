import { confirmed, Dialog } from "../Dialog";
import { leave } from "../session";
import { t } from "../words";
import { SignInForm } from "./SignIn";

/** Sign in over the page that was open when the stay ended, so that nothing typed is lost. */
export function SignInAgain() {
  const close = async () => {
    const question = {
      title: t("unsaved.title"),
      lead: t("unsaved.lead"),
      yes: t("unsaved.leave"),
      no: t("unsaved.stay"),
      danger: true,
    };
    if (await confirmed(question)) leave();
  };
  return (
    <Dialog title={t("signIn.title")} onClose={() => void close()}>
      <SignInForm newcomers={false} prefix="again" />
    </Dialog>
  );
}
