import { useEffect } from "preact/hooks";
import "./shell.css";
import { t } from "../../i18n";
import { Toasts } from "../../ui/toasts";
import { Ask } from "../ask/Ask";
import { Planning } from "../ask/Planning";
import { Plan } from "../plan/Plan";
import { loaded } from "../state/load";
import { regionName } from "../state/places";
import { planning } from "../state/planning";
import { route } from "../state/route";
import { itinerary } from "../state/trip";
import { MapPane } from "./MapPane";
import { NetworkLine } from "./NetworkLine";
import { Panel, snap } from "./Panel";
import { TopBar } from "./TopBar";
import { View } from "./View";

function useTitle(): void {
  const plan = route.value.planId ? loaded(itinerary) : null;
  const title = plan ? t("plan.title", { region: regionName(plan.region) }) : t("app.tagline");
  useEffect(() => {
    document.title = `${title} · ${t("app.name")}`;
  }, [title]);
}

export function App() {
  useTitle();
  const { planId, view } = route.value;
  const waits = planning.value !== "idle";
  return (
    <div class="app" data-page={planId ? "plan" : "ask"} data-snap={snap.value}>
      <a class="skip button" href="#main">
        {t("app.skip")}
      </a>
      <TopBar />
      <MapPane />
      <Panel>
        <div class="page" hidden={Boolean(view)}>
          <NetworkLine />
          {waits && <Planning />}
          <div hidden={waits}>{planId ? <Plan /> : <Ask />}</div>
        </div>
        {view && <View name={view} id={route.value.id} key={`${view} ${route.value.id}`} />}
      </Panel>
      <Toasts />
    </div>
  );
}
