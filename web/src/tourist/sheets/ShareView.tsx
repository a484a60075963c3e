import { useSignal } from "@preact/signals";
import "./sheets.css";
import type { Itinerary } from "../../api/types";
import { copyText } from "../../browser/copyText";
import { t } from "../../i18n";
import { Button } from "../../ui/controls";
import { Icon } from "../../ui/Icon";
import { Callout } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { WithoutPlan } from "../plan/PlanFailed";
import { ViewHead } from "../shell/ViewHead";
import { loaded } from "../state/load";
import { shareAddress } from "../state/route";
import { itinerary, order } from "../state/trip";
import { OfflinePack } from "./OfflinePack";

export function ShareView() {
  const plan = loaded(itinerary);
  return (
    <div class="stack">
      <ViewHead title={t("share.title")} />
      {plan ? <Ways plan={plan} /> : <WithoutPlan />}
    </div>
  );
}

function Ways({ plan }: { plan: Itinerary }) {
  return (
    <>
      <Link plan={plan} />
      <OfflinePack plan={plan} />
      <section>
        <h3>{t("share.files")}</h3>
        <ul class="file-list">
          <li>
            <a href={plan.links.gpx ?? ""} download>
              <Icon name="map" />
              {t("share.gpx")}
            </a>
          </li>
          <li>
            <a href={plan.links.ics ?? ""} download>
              <Icon name="calendar" />
              {t("share.ics")}
            </a>
          </li>
          <li>
            <button type="button" onClick={() => print()}>
              <Icon name="print" />
              {t("share.print")}
            </button>
          </li>
        </ul>
      </section>
    </>
  );
}

function Link({ plan }: { plan: Itinerary }) {
  const address = shareAddress(plan.id);
  const field = useSignal<HTMLInputElement | null>(null);
  const copy = async () => {
    if (await copyText(address)) return say(t("share.copied"));
    // Without leave to write there, the address is at least selected to be copied by hand.
    field.value?.select();
  };
  return (
    <section class="stack tight">
      <h3>{t("share.link")}</h3>
      {order.value && <Callout>{t("share.draft")}</Callout>}
      <div class="link-box">
        <input
          class="input"
          readOnly
          value={address}
          aria-label={t("share.link")}
          ref={(element) => {
            field.value = element;
          }}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button kind="primary" onClick={() => void copy()}>
          {t("share.copy")}
        </Button>
      </div>
      {"share" in navigator && (
        <Button
          icon="share"
          onClick={() =>
            void navigator.share({ url: address, title: document.title }).catch(() => {})
          }
        >
          {t("share.native")}
        </Button>
      )}
    </section>
  );
}
