/** The head of what opens over a page: the way back, and a title that takes the focus. */
import type { ComponentChildren } from "preact";
import { t } from "../../i18n";
import { IconButton } from "../../ui/controls";
import { closeView } from "../state/route";

interface ViewHeadProps {
  title: string;
  children?: ComponentChildren;
}

export function ViewHead({ title, children }: ViewHeadProps) {
  return (
    <header class="view-head">
      <IconButton icon="back" label={t("app.back")} onClick={closeView} />
      <h2 data-title tabIndex={-1}>
        {title}
      </h2>
      {children}
    </header>
  );
}
