import { peopleHere } from "../../staff/colleagues";
import { Link } from "../../staff/Link";
import { hrefOf } from "../../staff/route";
import { nameOf, ofOrganisation } from "../../staff/session";
import { staffCall } from "../../staff/staffCall";
import { useLoader, WithLoaded } from "../../staff/states";
import { Button } from "../../ui/controls";
import { Decided, Said } from "./Decided";
import type { SettledReport } from "./model";
import { t } from "./words";

interface SettledList {
  reports: SettledReport[];
  links: Record<string, string>;
}

interface Seen extends SettledList {
  people: Record<string, string>;
}

async function firstPage(): Promise<Seen> {
  const [list, people] = await Promise.all([
    staffCall<SettledList>(ofOrganisation("/settled-reports")),
    peopleHere(),
  ]);
  return { ...list, people };
}

/** What became of visitors' reports: for colleagues, since nobody knows who reported. */
export function SettledPage() {
  const found = useLoader(firstPage);
  const loadMore = async (seen: Seen) => {
    const next = await staffCall<SettledList>(seen.links.next ?? "");
    found.put({ ...seen, reports: [...seen.reports, ...next.reports], links: next.links });
  };
  return (
    <div class="stack">
      <p class="note">{t("settled.lead")}</p>
      <WithLoaded from={found}>
        {(seen) => (
          <>
            {seen.reports.length === 0 && <p class="note">{t("settled.none")}</p>}
            <ul class="todo-list">
              {seen.reports.map((report) => (
                <li class="todo settled" key={report.id}>
                  <h3>
                    <Link href={hrefOf("spots", report.spot_id)}>{nameOf(report.spot_names)}</Link>
                  </h3>
                  <Said report={report} />
                  <Decided report={report} people={seen.people} />
                </li>
              ))}
            </ul>
            {seen.links.next && <Button onClick={() => void loadMore(seen)}>{t("more")}</Button>}
          </>
        )}
      </WithLoaded>
    </div>
  );
}
