/** Everything that a period is told from. */

import { listCategories } from "../../api/places";
import { todayIn } from "../../plan/wall";
import { ofOrganisation } from "../../staff/session";
import { staffCall } from "../../staff/staffCall";
import { zoneHere } from "../pieces/here";
import { type Dashboard, daysBackOf, type Ideas, type Planned } from "./figures";

export interface Everything {
  /** Months of the period and of the one before. */
  planned: Planned;
  /** The period alone, for its spots. */
  recent: Planned;
  short: Dashboard;
  long: Dashboard;
  ideas: Ideas;
  /** What categories are called. */
  categories: ReadonlyMap<string, string>;
}

export async function everything(region: string, months: number): Promise<Everything> {
  const planned = (back: number) =>
    staffCall<Planned>(ofOrganisation("/planned-visits"), { query: { region, months_back: back } });
  const dashboard = (back: number) =>
    staffCall<Dashboard>(ofOrganisation("/dashboard"), {
      query: { months_back: back, months_ahead: 0 },
    });
  const days = { region, days_back: daysBackOf(months, todayIn(zoneHere())) };
  const [both, recent, short, long, ideas, categories] = await Promise.all([
    planned(2 * months - 1),
    planned(months - 1),
    dashboard(months - 1),
    dashboard(2 * months - 1),
    staffCall<Ideas>(ofOrganisation("/experience-ideas"), { query: days }),
    listCategories(),
  ]);
  const names = new Map(categories.map((one) => [one.code, one.name]));
  return { planned: both, recent, short, long, ideas, categories: names };
}
