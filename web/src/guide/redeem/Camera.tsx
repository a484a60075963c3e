import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../../ui/controls";
import { Callout } from "../../ui/pieces";
import { CameraError, type CameraFault, watchCamera } from "./scanner";
import { t } from "./words";

interface CameraProps {
  on: boolean;
  onToggle: (on: boolean) => void;
  onText: (text: string) => void;
}

/** The camera's picture with a frame; started by a button, so that the browser's question is expected. */
export function Camera({ on, onToggle, onText }: CameraProps) {
  const fault = useSignal<CameraFault | null>(null);
  const start = () => {
    fault.value = null;
    onToggle(true);
  };
  return (
    <section class="camera">
      {on && (
        <Picture
          onText={onText}
          onFault={(found) => {
            fault.value = found;
            onToggle(false);
          }}
        />
      )}
      {fault.value && (
        <Callout tone="bad" icon="alert">
          <p role="alert">{t(`camera.${fault.value}`)}</p>
        </Callout>
      )}
      {on ? (
        <Button wide onClick={() => onToggle(false)}>
          {t("camera.stop")}
        </Button>
      ) : (
        <button type="button" class="button primary wide tall big" onClick={start}>
          {t("camera.start")}
        </button>
      )}
    </section>
  );
}

interface PictureProps {
  onText: (text: string) => void;
  onFault: (fault: CameraFault) => void;
}

function Picture({ onText, onFault }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null);
  const ready = useSignal(false);
  const latest = useRef(onText);
  latest.current = onText;
  useEffect(() => {
    let gone = false;
    let stop: (() => void) | null = null;
    const element = video.current;
    if (!element) return;
    watchCamera(element, (text) => latest.current(text)).then(
      (end) => {
        if (gone) end();
        else stop = end;
        ready.value = true;
      },
      (failure: unknown) => {
        if (!gone) onFault(failure instanceof CameraError ? failure.fault : "none");
      },
    );
    return () => {
      gone = true;
      stop?.();
    };
  }, []);
  return (
    <>
      <p class="note">{ready.value ? t("camera.hint") : t("camera.starting")}</p>
      <div class="camera-picture">
        <video ref={video} muted playsInline aria-label={t("camera.view")} />
        <span class="camera-frame" aria-hidden="true" />
      </div>
    </>
  );
}
