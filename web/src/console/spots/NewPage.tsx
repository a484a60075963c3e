import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Region } from "../../api/types";
import { type Faults, faultsOf } from "../../staff/faults";
import { Select } from "../../staff/form";
import { Page } from "../../staff/Page";
import { go, hrefOf } from "../../staff/route";
import { nameOf, organisation, region, regions } from "../../staff/session";
import { staffCall } from "../../staff/staffCall";
import { useLeaveGuard } from "../../staff/useLeaveGuard";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { say } from "../../ui/toasts";
import { loadCategories } from "./categories";
import { emptyForm, type KeptSpot, newBody } from "./model";
import { SaveFailed } from "./SaveFailed";
import { SpotFields } from "./SpotFields";
import { t } from "./words";

/** A new spot, in the organisation's own region unless another one is chosen. */
export function NewPage() {
  useEffect(loadCategories, []);
  const chosen = useSignal<Region | null>(region.value ?? regions.value[0] ?? null);
  const at = chosen.value;
  return (
    <Page title={t("new")} back={{ href: hrefOf("spots"), label: t("back") }}>
      <Select
        at="/region"
        label={t("edit.region")}
        value={at?.code ?? ""}
        options={regions.value.map((one) => ({ value: one.code, label: nameOf(one.names) }))}
        onChange={(code) => {
          chosen.value = regions.value.find((one) => one.code === code) ?? null;
        }}
      />
      {at && <NewSpot key={at.code} region={at} />}
    </Page>
  );
}

function NewSpot({ region: at }: { region: Region }) {
  const empty = emptyForm(at.languages);
  const form = useSignal(empty);
  const busy = useSignal(false);
  const failure = useSignal<unknown>(null);
  const faults = useSignal<Faults>({});
  const guard = useLeaveGuard(() => form.value !== empty && !busy.value);
  const save = async (event: Event) => {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    failure.value = null;
    try {
      const body = {
        ...newBody(form.value, at.currency),
        organisation_id: organisation.value?.id,
        region: at.code,
      };
      const made = await staffCall<KeptSpot>("/v1/spots", { method: "POST", body });
      guard.pass();
      say(t("created"));
      go(hrefOf("spots", made.id), true);
    } catch (reason) {
      failure.value = reason;
      faults.value = faultsOf(reason);
    } finally {
      busy.value = false;
    }
  };
  return (
    <form class="stack" onSubmit={save} noValidate>
      <SaveFailed failure={failure.value} faults={faults.value} onReload={() => undefined} />
      <SpotFields
        form={form.value}
        onChange={into(form)}
        region={at}
        currency={at.currency}
        faults={faults.value}
      />
      <p class="note">{t("photos.later")}</p>
      <div class="save-bar">
        <Button kind="primary" submit busy={busy.value}>
          {t("save.draft")}
        </Button>
      </div>
    </form>
  );
}
