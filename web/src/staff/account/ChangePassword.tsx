import { useSignal } from "@preact/signals";
import type { components } from "../../api/schema.gen";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { Failed } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { Password } from "../entry/Password";
import { useSubmit } from "../entry/useSubmit";
import { me } from "../session";
import { staffCall } from "../staffCall";
import { keepTokens, tokens, tokensOf } from "../tokens";
import { t } from "./words";

type TokensOut = components["schemas"]["TokensOut"];

export function ChangePassword() {
  const current = useSignal("");
  const fresh = useSignal("");
  const form = useSubmit(async () => {
    const body = { current_password: current.value, new_password: fresh.value };
    const out = await staffCall<TokensOut>("/v1/me/password", { method: "POST", body });
    keepTokens(tokensOf(out, tokens.value?.stays ?? false));
    current.value = "";
    fresh.value = "";
    say(t("password.done"));
  });
  return (
    <section class="card" aria-labelledby="change-password">
      <h2 id="change-password">{t("password")}</h2>
      <p class="note">{t("password.lead")}</p>
      <form class="form narrow" onSubmit={form.submit} noValidate>
        {form.failure.value !== null && <Failed failure={form.failure.value} />}
        {/* So that a password manager knows whose it is. */}
        <input
          type="text"
          autocomplete="username"
          value={me.value?.email ?? ""}
          readOnly
          hidden
          tabIndex={-1}
        />
        <Password
          at="/current_password"
          label={t("password.current")}
          value={current.value}
          onInput={into(current)}
          faults={form.faults}
        />
        <Password
          at="/new_password"
          label={t("password.new")}
          value={fresh.value}
          onInput={into(fresh)}
          faults={form.faults}
          isNew
        />
        <div class="row">
          <Button kind="primary" submit busy={form.busy.value}>
            {t("password.do")}
          </Button>
        </div>
      </form>
    </section>
  );
}
