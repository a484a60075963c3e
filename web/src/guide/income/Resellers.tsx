/** Keys with which resellers book by themselves. */
import { useSignal } from "@preact/signals";
import { copyText } from "../../browser/copyText";
import { confirmed, Dialog } from "../../staff/Dialog";
import { faultsOf } from "../../staff/faults";
import { TextField } from "../../staff/form";
import { may } from "../../staff/session";
import { useLoader, WithLoaded } from "../../staff/states";
import { day } from "../../staff/when";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { Failed } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { createKey, listKeys, revokeKey } from "../api";
import type { ResellerKey } from "../types";
import { t } from "./words";

type NewKey = ResellerKey & { key: string };

export function Resellers() {
  if (!may("owner")) return <p>{t("keys.owner")}</p>;
  return <Keys />;
}

function Keys() {
  const loader = useLoader(listKeys);
  const made = useSignal<NewKey | null>(null);
  const failure = useSignal<unknown>(null);
  const tried = async (work: () => Promise<void>) => {
    failure.value = null;
    try {
      await work();
      loader.reload();
    } catch (reason) {
      failure.value = reason;
    }
  };
  const create = (name: string, replaces?: string) =>
    tried(async () => {
      made.value = await createKey(name, replaces);
    });
  const faults = faultsOf(failure.value);
  return (
    <div class="stack">
      <p class="lead">{t("keys.lead")}</p>
      <NewKeyForm faults={faults} onCreate={(name) => create(name)} />
      {failure.value !== null && Object.keys(faults).length === 0 && (
        <Failed failure={failure.value} />
      )}
      <WithLoaded from={loader} lines={2}>
        {({ keys }) => (
          <>
            {keys.length === 0 && <p class="note">{t("keys.none")}</p>}
            <ul class="cards columns">
              {keys.map((key) => (
                <One
                  key={key.id}
                  kept={key}
                  onReplace={() => create(key.name, key.id)}
                  onRevoke={() =>
                    tried(async () => {
                      await revokeKey(key.id);
                      say(t("keys.revoked"));
                    })
                  }
                />
              ))}
            </ul>
          </>
        )}
      </WithLoaded>
      {made.value && (
        <Told
          made={made.value}
          onClose={() => {
            made.value = null;
          }}
        />
      )}
    </div>
  );
}

interface NewKeyProps {
  faults: Record<string, string>;
  onCreate: (name: string) => Promise<void>;
}

function NewKeyForm({ faults, onCreate }: NewKeyProps) {
  const name = useSignal("");
  const busy = useSignal(false);
  return (
    <form
      class="form narrow"
      onSubmit={async (event) => {
        event.preventDefault();
        if (busy.value || !name.value.trim()) return;
        busy.value = true;
        await onCreate(name.value.trim());
        busy.value = false;
        name.value = "";
      }}
    >
      <TextField
        at="/name"
        label={t("keys.name")}
        faults={faults}
        value={name.value}
        onInput={into(name)}
      />
      <Button kind="primary" tall submit busy={busy.value} idle={!name.value.trim()}>
        {t("keys.create")}
      </Button>
    </form>
  );
}

interface OneProps {
  kept: ResellerKey;
  onReplace: () => void;
  onRevoke: () => void;
}

function One({ kept, onReplace, onRevoke }: OneProps) {
  const { name } = kept;
  const asked = async (what: "replace" | "revoke", run: () => void) => {
    const question = {
      title: t(`keys.${what}.title`, { name }),
      lead: t(`keys.${what}.lead`),
      yes: t(`keys.${what}`),
      danger: what === "revoke",
    };
    if (await confirmed(question)) run();
  };
  return (
    <li class="card">
      <strong>{name}</strong>
      <span class="note">{t("keys.since", { date: day(kept.created_at) })}</span>
      <div class="row">
        <Button onClick={() => void asked("replace", onReplace)}>{t("keys.replace")}</Button>
        <Button kind="danger" onClick={() => void asked("revoke", onRevoke)}>
          {t("keys.revoke")}
        </Button>
      </div>
    </li>
  );
}

function Told({ made, onClose }: { made: NewKey; onClose: () => void }) {
  const copy = async () => {
    say(t((await copyText(made.key)) ? "keys.copied" : "keys.notCopied"));
  };
  return (
    <Dialog title={t("keys.created.title", { name: made.name })} onClose={onClose}>
      <p>{t("keys.created.lead")}</p>
      <code class="secret">{made.key}</code>
      <div class="two-buttons">
        <Button tall onClick={() => void copy()}>
          {t("keys.copy")}
        </Button>
        <Button kind="primary" tall onClick={onClose}>
          {t("keys.done")}
        </Button>
      </div>
    </Dialog>
  );
}
