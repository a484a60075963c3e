import { fullDate, languageName, monthName, monthShort } from "../../i18n/format";
import { percent, plain } from "./Cards";
import { Bars, Figure, Lines } from "./Charts";
import { halves, lesserShare, monthsOf, widestGap, wishesOf } from "./figures";
import type { Everything } from "./load";
import { t } from "./words";

interface Props {
  all: Everything;
  months: number;
}

export function PlansFigure({ all, months }: Props) {
  const [rows] = halves(all.planned.months, months);
  const count = rows.reduce((sum, month) => sum + month.plans, 0);
  const says = count > 0 ? t("plans.says", { months, count }) : t("plans.says.none");
  return (
    <Figure
      id="plans"
      title={t("plans.title")}
      says={says}
      means={t("plans.means")}
      rows={count > 0 ? rows : []}
      rowId={(row) => row.month}
      columns={[
        { key: "month", label: t("month"), heads: true, cell: (row) => monthName(row.month) },
        { key: "plans", label: t("plans"), numeric: true, cell: (row) => plain(row.plans) },
      ]}
    >
      <Bars
        says={says}
        bars={rows.map((row) => ({ label: monthShort(row.month), values: [row.plans] }))}
      />
    </Figure>
  );
}

export function VisitsFigure({ all, months }: Props) {
  const [rows] = halves(all.planned.months, months);
  const visits = rows.reduce((sum, month) => sum + month.visits, 0);
  const share = Math.round((lesserShare(rows) ?? 0) * 100);
  const says = visits > 0 ? t("visits.says", { visits, percent: share }) : t("visits.says.none");
  const isPart = all.planned.looked_at < all.planned.plans;
  const some = isPart ? ` ${t("visits.some", { count: all.planned.looked_at })}` : "";
  return (
    <Figure
      id="visits"
      title={t("visits.title")}
      says={says}
      means={t("visits.means") + some}
      rows={visits > 0 ? rows : []}
      rowId={(row) => row.month}
      columns={[
        { key: "month", label: t("month"), heads: true, cell: (row) => monthName(row.month) },
        {
          key: "lesser",
          label: t("visits.lesser"),
          numeric: true,
          cell: (row) => plain(row.lesser_visits),
        },
        {
          key: "other",
          label: t("visits.other"),
          numeric: true,
          cell: (row) => plain(row.visits - row.lesser_visits),
        },
        {
          key: "share",
          label: t("visits.share"),
          numeric: true,
          cell: (row) => (row.visits > 0 ? percent(row.lesser_visits / row.visits) : t("unknown")),
        },
      ]}
    >
      <Bars
        says={says}
        legend={[t("visits.lesser"), t("visits.other")]}
        bars={rows.map((row) => ({
          label: monthShort(row.month),
          values: [row.lesser_visits, row.visits - row.lesser_visits],
        }))}
      />
    </Figure>
  );
}

export function SpotsFigure({ all }: Props) {
  const rows = all.recent.spots;
  const [first] = rows;
  return (
    <Figure
      id="spots"
      title={t("spots.title")}
      says={
        first ? t("spots.says", { name: first.name, visits: first.visits }) : t("spots.says.none")
      }
      rows={rows}
      rowId={(row) => row.spot_id}
      columns={[
        { key: "name", label: t("spots.name"), heads: true, cell: (row) => row.name },
        { key: "lesser", label: t("spots.lesser"), cell: (row) => (row.lesser ? t("yes") : "") },
        {
          key: "visits",
          label: t("spots.visits"),
          numeric: true,
          cell: (row) => plain(row.visits),
        },
      ]}
    >
      <Lines
        mark={t("spots.lesser")}
        lines={rows.slice(0, 10).map((row) => ({
          key: row.spot_id,
          label: row.name,
          value: row.visits,
          marked: row.lesser,
        }))}
      />
    </Figure>
  );
}

export function BookingsFigure({ all }: Props) {
  const rows = monthsOf(all.short);
  const bookings = rows.reduce((sum, month) => sum + month.bookings, 0);
  const guests = rows.reduce((sum, month) => sum + month.people, 0);
  const says = bookings > 0 ? t("bookings.says", { bookings, guests }) : t("bookings.says.none");
  return (
    <Figure
      id="bookings"
      title={t("bookings.title")}
      says={says}
      means={t("bookings.means")}
      rows={bookings > 0 ? rows : []}
      rowId={(row) => row.month}
      columns={[
        { key: "month", label: t("month"), heads: true, cell: (row) => monthName(row.month) },
        { key: "bookings", label: t("bookings"), numeric: true, cell: (row) => row.bookings },
        { key: "guests", label: t("guests"), numeric: true, cell: (row) => row.people },
      ]}
    >
      <Bars
        says={says}
        bars={rows.map((row) => ({ label: monthShort(row.month), values: [row.people] }))}
      />
    </Figure>
  );
}

export function IdeasFigure({ all }: Props) {
  const rows = wishesOf(all.ideas);
  const gap = widestGap(rows);
  const named = (code: string) => all.categories.get(code) ?? code;
  const says = gap
    ? t("ideas.says", { ...gap, category: named(gap.category) })
    : t(rows.length > 0 ? "ideas.says.covered" : "ideas.says.none");
  const numbers = ["plans", "searches", "awaited", "offered", "free"] as const;
  return (
    <Figure
      id="ideas"
      title={t("ideas.title")}
      says={says}
      means={t("ideas.means", { since: fullDate(all.ideas.since) })}
      rows={rows}
      rowId={(row) => row.category}
      columns={[
        {
          key: "category",
          label: t("ideas.category"),
          heads: true,
          cell: (row) => named(row.category),
        },
        ...numbers.map((key) => ({
          key,
          label: t(`ideas.${key}`),
          numeric: true,
          cell: (row: (typeof rows)[number]) => plain(row[key]),
        })),
      ]}
    >
      <Lines
        mark={t("ideas.nobody")}
        lines={rows.slice(0, 8).map((row) => ({
          key: row.category,
          label: named(row.category),
          value: row.plans + row.searches + row.awaited,
          marked: row.offered === 0,
        }))}
      />
    </Figure>
  );
}

export function LanguagesFigure({ all }: Props) {
  const rows = Object.entries(all.ideas.languages).sort((a, b) => b[1] - a[1]);
  const [first] = rows;
  return (
    <Figure
      id="languages"
      title={t("languages.title")}
      says={
        first
          ? t("languages.says", { language: languageName(first[0]), count: first[1] })
          : t("languages.says.none")
      }
      rows={rows}
      rowId={([code]) => code}
      columns={[
        {
          key: "language",
          label: t("languages.language"),
          heads: true,
          cell: ([code]) => languageName(code),
        },
        {
          key: "searches",
          label: t("languages.searches"),
          numeric: true,
          cell: ([, count]) => plain(count),
        },
      ]}
    >
      <Lines
        lines={rows.map(([code, value]) => ({ key: code, label: languageName(code), value }))}
      />
    </Figure>
  );
}
