import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t as word } from "../../i18n";
import { Select, TextField } from "../../staff/form";
import { Link } from "../../staff/Link";
import { Page } from "../../staff/Page";
import { hrefOf, setQuery, where } from "../../staff/route";
import { may, nameOf, ofOrganisation } from "../../staff/session";
import { staffCall } from "../../staff/staffCall";
import { Empty, useLoader, WithLoaded } from "../../staff/states";
import { type Column, Table } from "../../staff/Table";
import { day } from "../../staff/when";
import { Button } from "../../ui/controls";
import { Failed, Tag } from "../../ui/pieces";
import { useSending } from "../../ui/useSending";
import { categories, loadCategories } from "./categories";
import type { KeptSpot } from "./model";
import { type Key, t } from "./words";

const STATES = ["draft", "in_review", "published", "withdrawn"] as const;
const TYPED_MS = 350;

interface SpotPage {
  spots: KeptSpot[];
  links: Record<string, string>;
}

const COLUMNS: readonly Column<KeptSpot>[] = [
  {
    key: "name",
    label: "",
    heads: true,
    cell: (spot) => <Link href={hrefOf("spots", spot.id)}>{nameOf(spot.names)}</Link>,
  },
  { key: "status", label: "", cell: (spot) => <Standing status={spot.status} /> },
  {
    key: "category",
    label: "",
    cell: (spot) => spot.categories.map(categoryName).join(word("list.and")),
  },
  { key: "changed", label: "", whole: true, cell: (spot) => day(spot.updated_at) },
  {
    key: "verified",
    whole: true,
    label: "",
    cell: (spot) => (spot.verified_at ? day(spot.verified_at) : t("list.never")),
  },
];

export function Standing({ status }: { status: string }) {
  const tone = status === "published" ? "leaf" : status === "in_review" ? "gold" : "";
  return <Tag tone={tone}>{t(`status.${status}` as Key)}</Tag>;
}

export function categoryName(code: string): string {
  return categories.value.find((one) => one.code === code)?.name ?? code;
}

function columns(): Column<KeptSpot>[] {
  return COLUMNS.map((column) => ({ ...column, label: t(`list.${column.key}` as Key) }));
}

export function ListPage() {
  useEffect(loadCategories, []);
  const found = useLoader((signal) => {
    const { query } = where.value;
    const asked = {
      q: query.get("q") ?? undefined,
      status: query.get("status") ?? undefined,
      category: query.get("category") ?? undefined,
      sort: "changed",
      limit: 50,
    };
    return staffCall<SpotPage>(ofOrganisation("/spots"), { query: asked, signal });
  });
  const { query } = where.value;
  const filtered = ["q", "status", "category"].some((name) => query.has(name));
  return (
    <Page
      title={t("title")}
      actions={
        may("owner", "editor") && (
          <Link class="button primary" href={hrefOf("spots", "new")}>
            {t("new")}
          </Link>
        )
      }
    >
      <Filters />
      <div aria-live="polite">
        <WithLoaded from={found}>
          {(page) =>
            page.spots.length === 0 ? (
              <Nothing filtered={filtered} />
            ) : (
              <Rows page={page} onMore={found.put} />
            )
          }
        </WithLoaded>
      </div>
    </Page>
  );
}

function Filters() {
  const { query } = where.value;
  const typed = useSignal(query.get("q") ?? "");
  const waits = useRef(0);
  const all = { value: "", label: t("list.all") };
  return (
    <search class="columns">
      <TextField
        at="/q"
        type="search"
        label={t("list.search")}
        value={typed.value}
        maxLength={100}
        onInput={(text) => {
          typed.value = text;
          clearTimeout(waits.current);
          waits.current = window.setTimeout(() => setQuery({ q: text.trim() }), TYPED_MS);
        }}
      />
      <Select
        at="/status"
        label={t("list.status")}
        value={query.get("status") ?? ""}
        options={[all, ...STATES.map((value) => ({ value, label: t(`status.${value}`) }))]}
        onChange={(status) => setQuery({ status })}
      />
      <Select
        at="/category"
        label={t("list.category")}
        value={query.get("category") ?? ""}
        options={[all, ...categories.value.map(({ code, name }) => ({ value: code, label: name }))]}
        onChange={(category) => setQuery({ category })}
      />
    </search>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  if (filtered) return <Empty title={t("list.noMatch")} icon="search" />;
  return (
    <Empty title={t("list.none")} icon="pin">
      <p>{t("list.none.lead")}</p>
      <Link class="button" href={hrefOf("imports")}>
        {t("list.import")}
      </Link>
    </Empty>
  );
}

function Rows({ page, onMore }: { page: SpotPage; onMore: (page: SpotPage) => void }) {
  const { busy, failure, run } = useSending();
  const more = () =>
    run(async () => {
      const next = await staffCall<SpotPage>(page.links.next ?? "");
      onMore({ spots: [...page.spots, ...next.spots], links: next.links });
    });
  return (
    <div class="stack">
      <Table
        caption={t("title")}
        hideCaption
        columns={columns()}
        rows={page.spots}
        id={(spot) => spot.id}
      />
      {failure.value !== null && <Failed failure={failure.value} />}
      {page.links.next && (
        <div>
          <Button busy={busy.value} onClick={() => void more()}>
            {t("list.more")}
          </Button>
        </div>
      )}
    </div>
  );
}
