import type { ComponentChildren } from "preact";
import { Button } from "../../ui/controls";
import { Failed } from "../../ui/pieces";
import { t } from "./words";

interface DialogEndProps {
  failure: unknown;
  busy: boolean;
  /** Nothing to do yet. */
  idle?: boolean;
  kind?: "primary" | "danger";
  /** What the button that does it says. */
  children: ComponentChildren;
  onDismiss: () => void;
  onDo: () => void;
}

/** Where a dialog ends: what failed, the way back, and doing it. */
export function DialogEnd(props: DialogEndProps) {
  const { failure, busy, idle = false, kind = "primary" } = props;
  return (
    <>
      {failure !== null && <Failed failure={failure} />}
      <div class="two-buttons">
        <Button tall onClick={props.onDismiss}>
          {t("dismiss")}
        </Button>
        <Button kind={kind} tall busy={busy} idle={idle} onClick={props.onDo}>
          {props.children}
        </Button>
      </div>
    </>
  );
}
