import { ofOrganisation } from "../../staff/session";
import { type Versioned, versionedCall } from "../../staff/staffCall";
import { Button } from "../../ui/controls";
import { say } from "../../ui/toasts";
import type { KeptSpot } from "./model";
import { t } from "./words";

interface TranslatingProps {
  spot: KeptSpot;
  language: string;
  original: string;
  isDirty: boolean;
  run: (change: (etag: string) => Promise<Versioned<KeptSpot> | null>) => Promise<boolean>;
  onDone: () => void;
}

/** Have a language translated by machine, or say that what is there has been read and is right. */
export function Translating(props: TranslatingProps) {
  const { spot, language, original, run, onDone } = props;
  if (language === original || props.isDirty) return null;
  const standing = spot.translations[language];
  const translate = async () => {
    const path = ofOrganisation(`/spots/${spot.id}/translations/${language}`);
    const done = await run((match) => versionedCall<KeptSpot>(path, { method: "POST", match }));
    if (!done) return;
    onDone();
    say(t("translated"));
  };
  /** What a person sends counts as read by one, the same words too. */
  const approve = async () => {
    const body = {
      names: { [language]: spot.names[language] ?? null },
      descriptions: { [language]: spot.descriptions[language] ?? null },
    };
    const done = await run((match) =>
      versionedCall<KeptSpot>(`/v1/spots/${spot.id}`, { method: "PATCH", body, match }),
    );
    if (!done) return;
    onDone();
    say(t("approved"));
  };
  return (
    <>
      {(standing?.machine || standing?.outdated) && (
        <Button kind="primary" icon="check" onClick={() => void approve()}>
          {t("approve")}
        </Button>
      )}
      {(!standing || standing.machine || standing.outdated) && (
        <Button onClick={() => void translate()}>{t("translate")}</Button>
      )}
    </>
  );
}
