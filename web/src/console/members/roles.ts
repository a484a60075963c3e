import type { components } from "../../api/schema.gen";
import { t } from "./words";

type S = components["schemas"];
export type Member = S["MemberOut"];
export type Invitation = S["InvitationOut"];

const ROLES = ["owner", "editor", "viewer"] as const;

/** Roles to choose from, each with what it may. */
export function roleOptions() {
  return ROLES.map((value) => ({ value, label: t(`role.${value}`) }));
}
