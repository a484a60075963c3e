import { Button } from "../../ui/controls";
import { Failed } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { download } from "../download";
import { useSubmit } from "../entry/useSubmit";
import { staffSend } from "../staffCall";
import { t } from "./words";

export function Export() {
  const form = useSubmit(async () => {
    const answer = await staffSend("/v1/me/export");
    download(await answer.blob(), "yorimichi-account.json");
    say(t("export.done"));
  });
  return (
    <section class="card" aria-labelledby="export-me">
      <h2 id="export-me">{t("export")}</h2>
      <p class="note">{t("export.lead")}</p>
      {form.failure.value !== null && <Failed failure={form.failure.value} />}
      <div class="row">
        <Button icon="download" busy={form.busy.value} onClick={() => void form.submit()}>
          {t("export.do")}
        </Button>
      </div>
    </section>
  );
}
