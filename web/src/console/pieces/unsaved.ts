/** Changes that are not saved are not lost by a press on a link, nor by closing the window. */
import { useEffect, useRef } from "preact/hooks";
import { confirmed } from "../../staff/Dialog";
import { askBeforeLeaving } from "../../staff/route";
import { t } from "../../staff/words";

/** Ask before leaving while `changed`; the function returned lets one go without a question. */
export function useUnsaved(changed: boolean): () => void {
  const release = useRef(() => {});
  useEffect(() => {
    if (!changed) return;
    const free = askBeforeLeaving((onward) => {
      void ask().then((leaves) => {
        if (!leaves) return;
        free();
        onward();
      });
      return true;
    });
    const onClose = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", onClose);
    release.current = () => {
      free();
      removeEventListener("beforeunload", onClose);
    };
    return () => release.current();
  }, [changed]);
  return () => release.current();
}

function ask(): Promise<boolean> {
  return confirmed({
    title: t("unsaved.title"),
    lead: t("unsaved.lead"),
    yes: t("unsaved.leave"),
    no: t("unsaved.stay"),
    danger: true,
  });
}
