import { useSignal } from "@preact/signals";
import { Button } from "../../ui/controls";
import { say } from "../../ui/toasts";
import { draftOf } from "../etag";
import { faultsOf } from "../faults";
import { Select, TextField } from "../form";
import { MergeDialog } from "../merge/MergeDialog";
import { type Comparing, mergingOf } from "../merge/merging";
import { line, together } from "../merge/statements";
import type { Me } from "../people";
import { me } from "../session";
import { type Versioned, versionedCall } from "../staffCall";
import { ChangeFailed, useLoader, WithLoaded } from "../states";
import { t as shared } from "../words";
import { type Key, t } from "./words";

export function AboutMe() {
  const found = useLoader(() => versionedCall<Me>("/v1/me"));
  return (
    <section class="card" aria-labelledby="about-me">
      <h2 id="about-me">{t("about")}</h2>
      <WithLoaded from={found}>{(seen) => <Fields key={seen.etag} seen={seen} />}</WithLoaded>
    </section>
  );
}

type About = Pick<Me, "name" | "language">;

const comparing: Comparing<Me, About> = {
  load: () => versionedCall<Me>("/v1/me"),
  formOf: ({ name, language }) => ({ name, language }),
  statements: () => [
    line("name", t("name")),
    together(["language"], {
      label: t("language"),
      told: ({ language }) => t(`language.${language}` as Key),
    }),
  ],
  nameOf: ({ name }) => name,
};

function Fields({ seen }: { seen: Versioned<Me> }) {
  const draft = useSignal(draftOf(seen)).value;
  const form = useSignal(comparing.formOf(seen.value));
  const merging = useSignal(mergingOf(draft, form, comparing)).value;
  const put = (part: Partial<About>) => {
    form.value = { ...form.value, ...part };
  };
  const faults = faultsOf(draft.failure.value);
  const save = async () => {
    const saved = await merging.save((match) => {
      const body = { ...form.value, name: form.value.name.trim() };
      return versionedCall<Me>("/v1/me", { method: "PATCH", body, match });
    });
    if (!saved) return;
    me.value = draft.kept.value.value;
    if (saved === "saved") say(t("saved"));
  };
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {draft.failure.value !== null && (
        <ChangeFailed failure={draft.failure.value} onReload={() => void merging.follow()} merges />
      )}
      <p>
        <span class="note">{t("email")}</span> {seen.value.email}
      </p>
      <div class="columns">
        <TextField
          at="/name"
          label={t("name")}
          autocomplete="name"
          value={form.value.name}
          onInput={(name) => put({ name })}
          faults={faults}
          required
        />
        <Select
          at="/language"
          label={t("language")}
          hint={t("language.hint")}
          value={form.value.language}
          options={(["ja", "en"] as const).map((value) => ({
            value,
            label: t(`language.${value}`),
          }))}
          onChange={(language) => put({ language })}
          faults={faults}
        />
      </div>
      <div class="row">
        <Button kind="primary" submit busy={draft.busy.value}>
          {shared("save")}
        </Button>
      </div>
      <MergeDialog merging={merging} onSave={() => void save()} />
    </form>
  );
}
