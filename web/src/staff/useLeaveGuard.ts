import { useEffect, useRef } from "preact/hooks";
import { confirmed } from "./Dialog";
import { askBeforeLeaving } from "./route";
import { t } from "./words";

/** Ask before an edited form is left, within the app and by closing the page. */
export function useLeaveGuard(isDirty: () => boolean): { pass: () => void } {
  const state = useRef({ isDirty, open: false });
  state.current.isDirty = isDirty;
  useEffect(() => {
    const asks = () => !state.current.open && state.current.isDirty();
    const unload = (event: BeforeUnloadEvent) => {
      if (asks()) event.preventDefault();
    };
    addEventListener("beforeunload", unload);
    const end = askBeforeLeaving((go) => {
      if (!asks()) return false;
      const question = {
        title: t("unsaved.title"),
        lead: t("unsaved.lead"),
        yes: t("unsaved.leave"),
        no: t("unsaved.stay"),
        danger: true,
      };
      void confirmed(question).then((leave) => {
        if (!leave) return;
        state.current.open = true;
        go();
      });
      return true;
    });
    return () => {
      removeEventListener("beforeunload", unload);
      end();
    };
  }, []);
  return {
    pass: () => {
      state.current.open = true;
    },
  };
}
