import { useSignal } from "@preact/signals";
import { useSubmit } from "../../staff/entry/useSubmit";
import { Select, TextField } from "../../staff/form";
import { loadSession } from "../../staff/session";
import { staffCall } from "../../staff/staffCall";
import { t as shared } from "../../staff/words";
import { Button } from "../../ui/controls";
import { Failed } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { namesIn, regionOptions } from "./naming";
import { t } from "./words";

const KINDS = ["tourism_association", "municipality"] as const;
const EMPTY = { ja: "", en: "", owner: "", kind: "tourism_association", region: "" };

/** What only administrators of the platform may: let an association in. */
export function NewOrganisation() {
  const form = useSignal(EMPTY);
  const change = (part: Partial<typeof EMPTY>) => {
    form.value = { ...form.value, ...part };
  };
  const sending = useSubmit(async () => {
    const { ja, en, owner, kind, region } = form.value;
    const body = {
      kind,
      names: namesIn(ja, en),
      region_code: region || null,
      owner_email: owner.trim(),
    };
    await staffCall("/v1/organisations", { method: "POST", body });
    await loadSession();
    say(t("all.done", { name: body.names.ja }));
    form.value = EMPTY;
  });
  const common = { faults: sending.faults, prefix: "new" };
  return (
    <section class="card" aria-labelledby="new-organisation">
      <h2 id="new-organisation">{t("all.title")}</h2>
      <p class="note">{t("all.lead")}</p>
      <form class="form" onSubmit={sending.submit} noValidate>
        {sending.failure.value !== null && <Failed failure={sending.failure.value} />}
        <div class="columns">
          <TextField
            {...common}
            at="/names/ja"
            label={t("organisation.ja")}
            value={form.value.ja}
            onInput={(ja) => change({ ja })}
            required
          />
          <TextField
            {...common}
            at="/names/en"
            label={t("organisation.en")}
            value={form.value.en}
            onInput={(en) => change({ en })}
          />
          <Select
            {...common}
            at="/kind"
            label={t("all.kind")}
            value={form.value.kind}
            options={KINDS.map((value) => ({ value, label: shared(`organisation.kind.${value}`) }))}
            onChange={(kind) => change({ kind })}
          />
          <Select
            {...common}
            at="/region_code"
            label={t("organisation.region")}
            value={form.value.region}
            options={regionOptions()}
            onChange={(region) => change({ region })}
          />
          <TextField
            {...common}
            at="/owner_email"
            label={t("all.owner")}
            type="email"
            value={form.value.owner}
            onInput={(owner) => change({ owner })}
            required
          />
        </div>
        <div class="row">
          <Button kind="primary" submit busy={sending.busy.value}>
            {t("all.do")}
          </Button>
        </div>
      </form>
    </section>
  );
}
