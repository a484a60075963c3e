import { Problem } from "../../api/problem";
import { t } from "../../i18n";
import { Button } from "../../ui/controls";
import { Bones, Failed } from "../../ui/pieces";
import { openAsk, route } from "../state/route";
import { itinerary, openTrip } from "../state/trip";

export function PlanFailed({ failure }: { failure: unknown }) {
  const gone = failure instanceof Problem && failure.status === 404;
  const id = route.value.planId;
  if (gone)
    return (
      <div class="center">
        <h1>{t("plan.notFound")}</h1>
        <Button kind="primary" onClick={openAsk}>
          {t("trips.start")}
        </Button>
      </div>
    );
  return (
    <Failed
      title={t("plan.failed")}
      failure={failure}
      onRetry={() => {
        if (id) void openTrip(id);
      }}
    />
  );
}

/** Where trips would be, before the first one: the way to one. */
export function NoTrips() {
  return (
    <div class="center">
      <p class="note">{t("trips.none")}</p>
      <Button kind="primary" onClick={openAsk}>
        {t("trips.start")}
      </Button>
    </div>
  );
}

/** In place of a sheet about a plan, while there is none: it comes, cannot come, or was never made. */
export function WithoutPlan() {
  const load = itinerary.value;
  if (!route.value.planId) return <NoTrips />;
  return load.state === "failed" ? <PlanFailed failure={load.failure} /> : <Bones lines={3} tall />;
}
