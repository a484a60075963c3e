import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { megabytes } from "../../i18n/format";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { say } from "../../ui/toasts";
import { Dialog } from "../Dialog";
import { FormFailed } from "../FormFailed";
import { faultsOf } from "../faults";
import { Progress } from "../states";
import { upload } from "../upload";
import { t } from "../words";
import { CreditsFields, creditLabels } from "./CreditsFields";
import { formOf, lastCredits, MAX_BYTES, rememberCredits } from "./credits";

interface NewPhotoProps {
  /** Where it is posted. */
  to: string;
  languages: readonly string[];
  onClose: () => void;
  onSent: () => void;
}

export function NewPhoto({ to, languages, onClose, onSent }: NewPhotoProps) {
  const file = useSignal<File | null>(null);
  const credits = useSignal(lastCredits());
  const share = useSignal<number | null>(null);
  const failure = useSignal<unknown>(null);
  const control = useRef(new AbortController());
  useEffect(() => () => control.current.abort(), []);
  const preview = usePreview(file.value);
  const isLarge = (file.value?.size ?? 0) > MAX_BYTES;
  const faults = faultsOf(failure.value);

  const send = async (event: Event) => {
    event.preventDefault();
    if (!file.value || isLarge || share.value !== null) return;
    failure.value = null;
    share.value = 0;
    try {
      const onProgress = (now: number) => {
        share.value = now;
      };
      const { signal } = control.current;
      await upload(to, formOf(file.value, credits.value), { onProgress, signal });
      rememberCredits(credits.value);
      say(t("photos.sent"));
      onSent();
    } catch (reason) {
      failure.value = reason;
    } finally {
      share.value = null;
    }
  };

  return (
    <Dialog title={t("photos.add")} onClose={onClose}>
      <form class="form" onSubmit={send} noValidate>
        <FormFailed
          failure={failure.value}
          faults={faults}
          prefix="photo"
          labels={creditLabels()}
        />
        <div class="field">
          <label class="label" for="photo-file">
            {t("photos.file")}
          </label>
          <input
            id="photo-file"
            class="input"
            type="file"
            accept="image/jpeg,image/png,image/webp"
            aria-describedby="photo-file-hint"
            onChange={(event) => {
              file.value = event.currentTarget.files?.[0] ?? null;
            }}
          />
          <span class={isLarge ? "fault" : "note"} id="photo-file-hint">
            {isLarge ? t("photos.large", { most: megabytes(MAX_BYTES) }) : t("photos.add.hint")}
          </span>
        </div>
        {preview && <img class="photo-preview" src={preview} alt="" />}
        <CreditsFields
          value={credits.value}
          onChange={into(credits)}
          languages={languages}
          faults={faults}
        />
        {share.value !== null && (
          <Progress
            label={share.value < 1 ? t("photos.sending") : t("photos.working")}
            share={share.value < 1 ? share.value : undefined}
          />
        )}
        <div class="row end">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" submit busy={share.value !== null} idle={!file.value || isLarge}>
            {t("photos.send")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function usePreview(file: File | null): string | null {
  const shown = useSignal<string | null>(null);
  useEffect(() => {
    const made = file ? URL.createObjectURL(file) : null;
    shown.value = made;
    return () => {
      if (made) URL.revokeObjectURL(made);
    };
  }, [file]);
  return shown.value;
}
