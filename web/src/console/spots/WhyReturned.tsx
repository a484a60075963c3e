import { ofOrganisation } from "../../staff/session";
import { staffCall } from "../../staff/staffCall";
import { useLoader } from "../../staff/states";
import { dayAndTime } from "../../staff/when";
import { Callout } from "../../ui/pieces";
import { type Change, lastReturn } from "./model";
import { t } from "./words";

/** Why a draft came back from review; nothing where it never did, or nobody said why. */
export function WhyReturned({ spotId }: { spotId: string }) {
  const found = useLoader(async () => {
    const path = ofOrganisation(`/spots/${encodeURIComponent(spotId)}/history`);
    const query = { limit: 100 };
    return lastReturn((await staffCall<{ changes: Change[] }>(path, { query })).changes);
  });
  const returned = found.value.value;
  if (!returned?.remark) return null;
  return (
    <Callout>
      <strong>{t("returned.why", { at: dayAndTime(returned.at) })}</strong>
      <p class="prose">{returned.remark}</p>
    </Callout>
  );
}
