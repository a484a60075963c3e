import { useSignal } from "@preact/signals";
import { draftOf } from "../../staff/etag";
import { FormFailed } from "../../staff/FormFailed";
import { faultsOf } from "../../staff/faults";
import { Select, TextField } from "../../staff/form";
import type { Organisation } from "../../staff/people";
import { loadSession, may, ofOrganisation } from "../../staff/session";
import { type Versioned, versionedCall } from "../../staff/staffCall";
import { useLoader, WithLoaded } from "../../staff/states";
import { t as shared } from "../../staff/words";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { say } from "../../ui/toasts";
import { namesIn, regionOptions } from "./naming";
import { t } from "./words";

export function OrganisationForm() {
  const found = useLoader(() => versionedCall<Organisation>(ofOrganisation()));
  return (
    <section class="card" aria-labelledby="organisation-title">
      <h2 id="organisation-title">{t("organisation")}</h2>
      <WithLoaded from={found}>
        {(seen) => <Fields key={seen.etag} seen={seen} onReload={found.reload} />}
      </WithLoaded>
    </section>
  );
}

function Fields({ seen, onReload }: { seen: Versioned<Organisation>; onReload: () => void }) {
  const draft = useSignal(draftOf(seen)).value;
  const { names } = seen.value;
  const ja = useSignal(names.ja ?? "");
  const en = useSignal(names.en ?? "");
  const code = useSignal(seen.value.municipality_code ?? "");
  const region = useSignal(seen.value.region_code ?? "");
  const readOnly = !may("owner");
  const faults = faultsOf(draft.failure.value);
  const save = async (event: Event) => {
    event.preventDefault();
    const body = {
      names: namesIn(ja.value, en.value),
      municipality_code: code.value.normalize("NFKC").trim() || null,
      region_code: region.value || null,
    };
    const done = await draft.run((match) =>
      versionedCall<Organisation>(ofOrganisation(), { method: "PATCH", body, match }),
    );
    if (!done) return;
    say(t("organisation.saved"));
    await loadSession();
  };
  const common = { faults, readOnly };
  return (
    <form class="form" onSubmit={save} noValidate>
      <FormFailed
        failure={draft.failure.value}
        faults={faults}
        labels={{
          "/names/ja": t("organisation.ja"),
          "/names/en": t("organisation.en"),
          "/municipality_code": t("organisation.code"),
          "/region_code": t("organisation.region"),
        }}
        onReload={onReload}
      />
      <div class="columns">
        <TextField
          {...common}
          at="/names/ja"
          label={t("organisation.ja")}
          value={ja.value}
          onInput={into(ja)}
          required
        />
        <TextField
          {...common}
          at="/names/en"
          label={t("organisation.en")}
          value={en.value}
          onInput={into(en)}
        />
        <TextField
          {...common}
          at="/municipality_code"
          label={t("organisation.code")}
          hint={t("organisation.code.hint")}
          value={code.value}
          onInput={into(code)}
        />
        <Select
          {...common}
          at="/region_code"
          label={t("organisation.region")}
          value={region.value}
          options={regionOptions()}
          onChange={into(region)}
        />
      </div>
      {!readOnly && (
        <div class="row">
          <Button kind="primary" submit busy={draft.busy.value}>
            {shared("save")}
          </Button>
        </div>
      )}
    </form>
  );
}
