import { Button } from "../../ui/controls";
import { Failed } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { confirmed } from "../Dialog";
import { useSubmit } from "../entry/useSubmit";
import type { Me } from "../people";
import { go, hrefOf } from "../route";
import { staffCall, versionedCall } from "../staffCall";
import { keepTokens } from "../tokens";
import { t } from "./words";

export function Erase() {
  const form = useSubmit(async () => {
    const title = t("erase.sure");
    const lead = t("erase.sure.lead");
    if (!(await confirmed({ title, lead, yes: t("erase.do"), danger: true }))) return;
    const { etag } = await versionedCall<Me>("/v1/me");
    await staffCall("/v1/me", { method: "DELETE", match: etag });
    keepTokens(null);
    say(t("erase.done"));
    go(hrefOf(), true);
  });
  return (
    <section class="card" aria-labelledby="erase-me">
      <h2 id="erase-me">{t("erase")}</h2>
      <p class="note">{t("erase.lead")}</p>
      {form.failure.value !== null && <Failed failure={form.failure.value} />}
      <div class="row">
        <Button
          kind="danger"
          icon="trash"
          busy={form.busy.value}
          onClick={() => void form.submit()}
        >
          {t("erase.do")}
        </Button>
      </div>
    </section>
  );
}
