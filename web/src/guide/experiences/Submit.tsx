/** Whom to ask for publication. */
import { useSignal } from "@preact/signals";
import { Dialog } from "../../staff/Dialog";
import type { Draft as Edited } from "../../staff/etag";
import { Select } from "../../staff/form";
import { nameOf } from "../../staff/session";
import { useLoader, WithLoaded } from "../../staff/states";
import { into } from "../../ui/into";
import { Callout } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { listOrganisations, submitExperience } from "../api";
import { DialogEnd } from "../common/DialogEnd";
import type { Experience } from "../types";
import { missingOf, reviewersFor } from "./life";
import { t } from "./words";

interface SubmitProps {
  editor: Edited<Experience>;
  onClose: () => void;
}

export function Submit({ editor, onClose }: SubmitProps) {
  const experience = editor.kept.value.value;
  const loader = useLoader(async () => reviewersFor(await listOrganisations(), experience.region));
  const chosen = useSignal(experience.keeping?.association_id ?? "");
  const missing = missingOf(experience);
  const submit = async (association: string) => {
    const done = await editor.run((etag) => submitExperience(experience.id, association, etag));
    if (!done) return;
    onClose();
    say(t("submit.done"));
  };
  return (
    <Dialog title={t("submit.title")} onClose={onClose}>
      <p>{t("submit.lead")}</p>
      {missing.length > 0 && (
        <Callout icon="info">
          <strong>{t("submit.missing")}</strong>
          <ul>
            {missing.map((what) => (
              <li key={what}>{t(`submit.missing.${what}`)}</li>
            ))}
          </ul>
        </Callout>
      )}
      <WithLoaded from={loader} lines={2}>
        {(all) =>
          all.length === 0 ? (
            <p>{t("submit.none")}</p>
          ) : (
            <Select
              at="/association_id"
              label={t("submit.association")}
              value={chosen.value || (all[0]?.id ?? "")}
              options={all.map((one) => ({ value: one.id, label: nameOf(one.names) }))}
              onChange={into(chosen)}
            />
          )
        }
      </WithLoaded>
      <DialogEnd
        failure={editor.failure.value}
        busy={editor.busy.value}
        idle={!loader.value.value?.length}
        onDismiss={onClose}
        onDo={() => void submit(chosen.value || (loader.value.value?.[0]?.id ?? ""))}
      >
        {t("submit.do")}
      </DialogEnd>
    </Dialog>
  );
}
