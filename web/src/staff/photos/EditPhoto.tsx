import { useSignal } from "@preact/signals";
import type { Photo } from "../../api/types";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { Dialog } from "../Dialog";
import { draftOf } from "../etag";
import { FormFailed } from "../FormFailed";
import { faultsOf } from "../faults";
import { MergeDialog } from "../merge/MergeDialog";
import { mergingOf } from "../merge/merging";
import type { Versioned } from "../staffCall";
import { t } from "../words";
import { CreditsFields, creditLabels } from "./CreditsFields";
import { type Credits, changeOf, creditStatements, creditsOf } from "./credits";
import { StaffImage } from "./StaffImage";

interface EditPhotoProps {
  photo: Photo;
  /** The version of the thing whose photo it is. */
  etag: string;
  languages: readonly string[];
  /** The photo as it is kept now. */
  load: () => Promise<Versioned<Photo>>;
  save: (change: Record<string, unknown>, match: string) => Promise<Versioned<Photo>>;
  onClose: () => void;
  onSaved: () => void;
}

export function EditPhoto(props: EditPhotoProps) {
  const { photo, languages, onClose } = props;
  const draft = useSignal(draftOf({ value: photo, etag: props.etag })).value;
  const credits = useSignal(creditsOf(photo));
  const merging = useSignal(
    mergingOf<Photo, Credits>(draft, credits, {
      load: props.load,
      formOf: creditsOf,
      statements: creditStatements,
      nameOf: ({ caption }) => caption || t("edit"),
    }),
  ).value;
  const faults = faultsOf(draft.failure.value);
  const save = async () => {
    const saved = await merging.save((match) =>
      props.save(changeOf(draft.kept.value.value, credits.value), match),
    );
    if (saved) props.onSaved();
  };
  return (
    <Dialog title={t("edit")} onClose={onClose}>
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
          prefix="photo"
          labels={creditLabels()}
          onReload={() => void merging.follow()}
          merges
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
          <Button kind="primary" submit busy={draft.busy.value}>
            {t("save")}
          </Button>
        </div>
      </form>
      <MergeDialog merging={merging} onSave={() => void save()} />
    </Dialog>
  );
}
