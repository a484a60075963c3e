import { fullDate } from "../../i18n/format";
import { todayIn } from "../../plan/wall";
import { Link } from "../../staff/Link";
import { Page } from "../../staff/Page";
import { hrefOf } from "../../staff/route";
import { may, nameOf, organisation } from "../../staff/session";
import { Empty, useLoader } from "../../staff/states";
import { type Column, Table } from "../../staff/Table";
import { ByPhase } from "../pieces/ByPhase";
import { everOf } from "../pieces/ever";
import { zoneHere } from "../pieces/here";
import { PhaseTag } from "../pieces/PhaseFilter";
import { phaseOn } from "../pieces/phase";
import { t as piece } from "../pieces/words";
import { type Campaign, percentOf } from "./form";
import { t } from "./words";

function all(): Promise<Campaign[]> {
  return everOf<"campaigns", Campaign>("campaigns", organisation.value?.id ?? "");
}

const phase = (one: Campaign) => phaseOn(one, todayIn(zoneHere()));

export function List() {
  const campaigns = useLoader(all);
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        may("owner", "editor") && (
          <Link class="button primary" href={hrefOf("campaigns", "new")}>
            {t("new")}
          </Link>
        )
      }
    >
      <ByPhase
        from={campaigns}
        phaseOf={phase}
        empty={
          <Empty title={t("empty")} icon="flag">
            <p>{t("empty.lead")}</p>
          </Empty>
        }
      >
        {(rows) => <Found rows={rows} />}
      </ByPhase>
    </Page>
  );
}

function Found({ rows }: { rows: Campaign[] }) {
  const columns: Column<Campaign>[] = [
    {
      key: "title",
      label: t("column.title"),
      heads: true,
      cell: (one) => <Link href={hrefOf("campaigns", one.id)}>{nameOf(one.titles)}</Link>,
    },
    { key: "kind", label: t("kind"), cell: (one) => t(`kind.${one.kind}`) },
    {
      key: "period",
      label: t("column.period"),
      cell: (one) =>
        t("period.from.to", { from: fullDate(one.valid_from), until: fullDate(one.valid_until) }),
    },
    {
      key: "spots",
      label: t("column.spots"),
      numeric: true,
      cell: (one) => t("spots.count", { count: one.spot_ids.length }),
    },
    {
      key: "boost",
      label: t("column.boost"),
      numeric: true,
      cell: (one) => t("boost.own", { percent: percentOf(one.boost) }),
    },
    { key: "phase", label: piece("phase"), cell: (one) => <PhaseTag phase={phase(one)} /> },
  ];
  return (
    <Table caption={t("title")} hideCaption columns={columns} rows={rows} id={(one) => one.id} />
  );
}
