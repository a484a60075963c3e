/** Start a staff app. */
import "../ui/tokens.css";
import "../ui/base.css";
import "../ui/controls.css";
import "../ui/pieces.css";
import "./staff.css";
import "./entry.css";
import "./form.css";
import "./table.css";
import { render } from "preact";
import { watchNetwork } from "../offline/status";
import type { OrganisationKind } from "./people";
import { beginRouting } from "./route";
import { StaffApp, type StaffAppProps } from "./StaffApp";
import { followRefusals, followTokens, onlyKinds } from "./session";

interface Beginning extends StaffAppProps {
  /** The app's address, such as `/console`. */
  root: string;
  /** Organisations of which kinds work in it. */
  kinds: readonly OrganisationKind[];
}

export function begin({ root, kinds, ...props }: Beginning): void {
  beginRouting(root);
  onlyKinds(kinds);
  followTokens();
  followRefusals();
  watchNetwork(() => undefined);
  const element = document.getElementById("app");
  if (element) render(<StaffApp {...props} />, element);
}
