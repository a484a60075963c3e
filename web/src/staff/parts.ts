/** Parts of a staff app: what its navigation leads to. */
import type { ComponentType } from "preact";
import type { IconName } from "../ui/Icon";
import type { OrganisationKind, Role } from "./people";

export interface PartProps {
  /** What of the address is behind the part's own: `["4b0a…", "history"]`. */
  rest: string[];
}

export interface PartModule {
  default: ComponentType<PartProps>;
}

export interface Part {
  /** First segment of its addresses. */
  path: string;
  label: () => string;
  icon: IconName;
  /** Who sees it; everybody unless told otherwise. */
  roles?: readonly Role[];
  kinds?: readonly OrganisationKind[];
  /** Also in the bar at the foot of a phone's screen, under the thumb. */
  tab?: boolean;
  /** Not in the navigation: reached from elsewhere. */
  hidden?: boolean;
  /** Needs no organisation, such as one's own account. */
  alone?: boolean;
  load: () => Promise<PartModule>;
}

/** Modules as `import.meta.glob("./*\/index.tsx")` finds them. */
export type Found = Record<string, () => Promise<PartModule>>;

/** Give each part its module from `found`; a part whose folder is not there is left out. */
export function withModules(table: readonly Omit<Part, "load">[], found: Found): Part[] {
  return table.flatMap((part) => {
    const load = found[`./${part.path}/index.tsx`];
    return load ? [{ ...part, load }] : [];
  });
}

export function isFor(part: Part, role: Role | null, kind: string | undefined): boolean {
  const roles = part.roles ?? ["owner", "editor", "viewer"];
  if (role === null || !roles.includes(role)) return false;
  return !part.kinds || part.kinds.includes(kind as OrganisationKind);
}
