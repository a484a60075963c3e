import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Notice } from "../../api/types";
import { Link } from "../../staff/Link";
import { Page } from "../../staff/Page";
import { hrefOf } from "../../staff/route";
import { may, nameOf, organisation, region } from "../../staff/session";
import { Empty, useLoader } from "../../staff/states";
import { type Column, Table } from "../../staff/Table";
import { Tag } from "../../ui/pieces";
import { ByPhase } from "../pieces/ByPhase";
import { everOf } from "../pieces/ever";
import { PhaseTag } from "../pieces/PhaseFilter";
import { phaseAt } from "../pieces/phase";
import { choicesIn } from "../pieces/spots";
import { t as piece } from "../pieces/words";
import { periodInWords } from "./period";
import { t } from "./words";

function all(): Promise<Notice[]> {
  return everOf<"notices", Notice>("notices", organisation.value?.id ?? "");
}

const phase = (one: Notice) => phaseAt(one, new Date());

export function List() {
  const notices = useLoader(all);
  const names = useSpotNames();
  const canPost = may("owner", "editor") && region.value !== null;
  return (
    <Page
      title={t("title")}
      lead={region.value ? t("lead") : t("noRegion")}
      actions={
        canPost && (
          <Link class="button primary" href={hrefOf("notices", "new")}>
            {t("new")}
          </Link>
        )
      }
    >
      <ByPhase
        from={notices}
        phaseOf={phase}
        empty={
          <Empty title={t("empty")} icon="bell">
            <p>{t("empty.lead")}</p>
          </Empty>
        }
      >
        {(rows) => <Found rows={rows} names={names} />}
      </ByPhase>
    </Page>
  );
}

function Found({ rows, names }: { rows: Notice[]; names: ReadonlyMap<string, string> }) {
  const columns: Column<Notice>[] = [
    {
      key: "title",
      label: t("column.title"),
      heads: true,
      cell: (one) => <Link href={hrefOf("notices", one.id)}>{nameOf(one.titles)}</Link>,
    },
    {
      key: "kind",
      label: t("kind"),
      cell: (one) => <Tag tone={one.kind === "closure" ? "kaki" : ""}>{t(`kind.${one.kind}`)}</Tag>,
    },
    { key: "about", label: t("column.about"), cell: (one) => aboutInWords(one, names) },
    {
      key: "period",
      label: t("column.period"),
      cell: (one) => periodInWords(one.valid_from, one.valid_until),
    },
    { key: "phase", label: piece("phase"), cell: (one) => <PhaseTag phase={phase(one)} /> },
  ];
  return (
    <Table caption={t("title")} hideCaption columns={columns} rows={rows} id={(one) => one.id} />
  );
}

function aboutInWords(one: Notice, names: ReadonlyMap<string, string>): string {
  if (one.area) return t("about.area");
  return names.get(one.spot_id ?? "") ?? t("about.spot.unknown");
}

/** Names of the region's public spots; without them the list does as well. */
function useSpotNames(): ReadonlyMap<string, string> {
  const names = useSignal<ReadonlyMap<string, string>>(new Map());
  const code = region.value?.code;
  useEffect(() => {
    if (!code) return;
    choicesIn(code).then(
      (found) => {
        names.value = new Map(found.map((one) => [one.id, one.name]));
      },
      () => {},
    );
  }, [code]);
  return names.value;
}
