import { useSignal } from "@preact/signals";
import type { Photo } from "../../api/types";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { Dialog } from "../Dialog";
import { FormFailed } from "../FormFailed";
import { faultsOf } from "../faults";
import { t } from "../words";
import { CreditsFields, creditLabels } from "./CreditsFields";
import { changeOf, creditsOf } from "./credits";
import { StaffImage } from "./StaffImage";

interface EditPhotoProps {
  photo: Photo;
  languages: readonly string[];
  onClose: () => void;
  /** Save the change; fails as the server does. */
  onSave: (change: Record<string, unknown>) => Promise<void>;
  onReload: () => void;
}

export function EditPhoto({ photo, languages, onClose, onSave, onReload }: EditPhotoProps) {
  const credits = useSignal(creditsOf(photo));
  const busy = useSignal(false);
  const failure = useSignal<unknown>(null);
  const faults = faultsOf(failure.value);
  const save = async (event: Event) => {
    event.preventDefault();
    busy.value = true;
    failure.value = null;
    try {
      await onSave(changeOf(photo, credits.value));
    } catch (reason) {
      failure.value = reason;
      busy.value = false;
    }
  };
  return (
    <Dialog title={t("edit")} onClose={onClose}>
      <form class="form" onSubmit={save} noValidate>
        <FormFailed
          failure={failure.value}
          faults={faults}
          prefix="photo"
          labels={creditLabels()}
          onReload={onReload}
        />
        <div class="photo-preview">
          <StaffImage src={photo.small_url} alt={photo.caption} />
        </div>
        <CreditsFields
          value={credits.value}
          onChange={into(credits)}
          languages={languages}
          faults={faults}
        />
        <div class="row end">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" submit busy={busy.value}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
