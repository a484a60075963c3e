import { useSignal } from "@preact/signals";
import { draftOf } from "../../staff/etag";
import { FormFailed } from "../../staff/FormFailed";
import { faultsOf } from "../../staff/faults";
import { Select, TextField } from "../../staff/form";
import { MergeDialog } from "../../staff/merge/MergeDialog";
import { type Comparing, mergingOf } from "../../staff/merge/merging";
import { line, together } from "../../staff/merge/statements";
import type { Organisation } from "../../staff/people";
import { loadSession, may, nameOf, ofOrganisation } from "../../staff/session";
import { type Versioned, versionedCall } from "../../staff/staffCall";
import { useLoader, WithLoaded } from "../../staff/states";
import { t as shared } from "../../staff/words";
import { Button } from "../../ui/controls";
import { say } from "../../ui/toasts";
import { namesIn, regionOptions } from "./naming";
import { t } from "./words";

export function OrganisationForm() {
  const found = useLoader(() => versionedCall<Organisation>(ofOrganisation()));
  return (
    <section class="card" aria-labelledby="organisation-title">
      <h2 id="organisation-title">{t("organisation")}</h2>
      <WithLoaded from={found}>{(seen) => <Fields key={seen.etag} seen={seen} />}</WithLoaded>
    </section>
  );
}

interface Facts {
  ja: string;
  en: string;
  code: string;
  region: string;
}

const factsOf = ({ names, municipality_code, region_code }: Organisation): Facts => ({
  ja: names.ja ?? "",
  en: names.en ?? "",
  code: municipality_code ?? "",
  region: region_code ?? "",
});

const bodyOf = ({ ja, en, code, region }: Facts) => ({
  names: namesIn(ja, en),
  municipality_code: code.normalize("NFKC").trim() || null,
  region_code: region || null,
});

const comparing: Comparing<Organisation, Facts> = {
  load: () => versionedCall<Organisation>(ofOrganisation()),
  formOf: factsOf,
  statements: () => [
    line("ja", t("organisation.ja")),
    line("en", t("organisation.en")),
    line("code", t("organisation.code")),
    together(["region"], {
      label: t("organisation.region"),
      told: ({ region }) => regionOptions().find(({ value }) => value === region)?.label ?? region,
    }),
  ],
  nameOf: ({ names }) => nameOf(names),
};

function Fields({ seen }: { seen: Versioned<Organisation> }) {
  const draft = useSignal(draftOf(seen)).value;
  const form = useSignal(factsOf(seen.value));
  const merging = useSignal(mergingOf(draft, form, comparing)).value;
  const { ja, en, code, region } = form.value;
  const put = (name: keyof Facts) => (text: string) => {
    form.value = { ...form.value, [name]: text };
  };
  const readOnly = !may("owner");
  const faults = faultsOf(draft.failure.value);
  const save = async () => {
    const saved = await merging.save((match) =>
      versionedCall<Organisation>(ofOrganisation(), {
        method: "PATCH",
        body: bodyOf(form.value),
        match,
      }),
    );
    if (!saved) return;
    if (saved === "saved") say(t("organisation.saved"));
    await loadSession();
  };
  const common = { faults, readOnly };
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <FormFailed
        failure={draft.failure.value}
        faults={faults}
        labels={{
          "/names/ja": t("organisation.ja"),
          "/names/en": t("organisation.en"),
          "/municipality_code": t("organisation.code"),
          "/region_code": t("organisation.region"),
        }}
        onReload={() => void merging.follow()}
        merges
      />
      <div class="columns">
        <TextField
          {...common}
          at="/names/ja"
          label={t("organisation.ja")}
          value={ja}
          onInput={put("ja")}
          required
        />
        <TextField
          {...common}
          at="/names/en"
          label={t("organisation.en")}
          value={en}
          onInput={put("en")}
        />
        <TextField
          {...common}
          at="/municipality_code"
          label={t("organisation.code")}
          hint={t("organisation.code.hint")}
          value={code}
          onInput={put("code")}
        />
        <Select
          {...common}
          at="/region_code"
          label={t("organisation.region")}
          value={region}
          options={regionOptions()}
          onChange={put("region")}
        />
      </div>
      {!readOnly && (
        <div class="row">
          <Button kind="primary" submit busy={draft.busy.value}>
            {shared("save")}
          </Button>
        </div>
      )}
      <MergeDialog merging={merging} onSave={() => void save()} />
    </form>
  );
}
