import { Nobody } from "../staff/Nobody";
import { me } from "../staff/session";
import { NewOrganisation } from "./members/NewOrganisation";

/** Without an organisation: administrators make the first one, everybody else is invited. */
export function Start() {
  return <Nobody>{me.value?.is_admin && <NewOrganisation />}</Nobody>;
}
