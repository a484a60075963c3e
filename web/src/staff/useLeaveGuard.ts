import { useEffect, useRef } from "preact/hooks";
import { leavingConfirmed } from "./Dialog";
import { askBeforeLeaving } from "./route";

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
      void leavingConfirmed().then((leave) => {
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
