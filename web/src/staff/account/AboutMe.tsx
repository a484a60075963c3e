import { useSignal } from "@preact/signals";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { say } from "../../ui/toasts";
import { draftOf } from "../etag";
import { faultsOf } from "../faults";
import { Select, TextField } from "../form";
import type { Me } from "../people";
import { me } from "../session";
import { type Versioned, versionedCall } from "../staffCall";
import { ChangeFailed, useLoader, WithLoaded } from "../states";
import { t as shared } from "../words";
import { t } from "./words";

export function AboutMe() {
  const found = useLoader(() => versionedCall<Me>("/v1/me"));
  return (
    <section class="card" aria-labelledby="about-me">
      <h2 id="about-me">{t("about")}</h2>
      <WithLoaded from={found}>
        {(seen) => <Fields key={seen.etag} seen={seen} onReload={found.reload} />}
      </WithLoaded>
    </section>
  );
}

function Fields({ seen, onReload }: { seen: Versioned<Me>; onReload: () => void }) {
  const draft = useSignal(draftOf(seen)).value;
  const name = useSignal(seen.value.name);
  const language = useSignal(seen.value.language);
  const faults = faultsOf(draft.failure.value);
  const save = async (event: Event) => {
    event.preventDefault();
    const body = { name: name.value.trim(), language: language.value };
    const done = await draft.run((match) =>
      versionedCall<Me>("/v1/me", { method: "PATCH", body, match }),
    );
    if (!done) return;
    me.value = draft.kept.value.value;
    say(t("saved"));
  };
  return (
    <form class="form" onSubmit={save} noValidate>
      {draft.failure.value !== null && (
        <ChangeFailed failure={draft.failure.value} onReload={onReload} />
      )}
      <p>
        <span class="note">{t("email")}</span> {seen.value.email}
      </p>
      <div class="columns">
        <TextField
          at="/name"
          label={t("name")}
          autocomplete="name"
          value={name.value}
          onInput={into(name)}
          faults={faults}
          required
        />
        <Select
          at="/language"
          label={t("language")}
          hint={t("language.hint")}
          value={language.value}
          options={(["ja", "en"] as const).map((value) => ({
            value,
            label: t(`language.${value}`),
          }))}
          onChange={into(language)}
          faults={faults}
        />
      </div>
      <div class="row">
        <Button kind="primary" submit busy={draft.busy.value}>
          {shared("save")}
        </Button>
      </div>
    </form>
  );
}
