/** The guide's navigation, in order. The code of `path` is in `./{path}/index.tsx`. */
import type { Part } from "../staff/parts";
import { t } from "./words";

export const TABLE: readonly Omit<Part, "load">[] = [
  { path: "today", tab: true, label: () => t("nav.today"), icon: "clock" },
  { path: "bookings", tab: true, label: () => t("nav.bookings"), icon: "ticket" },
  {
    path: "redeem",
    tab: true,
    label: () => t("nav.redeem"),
    icon: "camera",
    roles: ["owner", "editor"],
  },
  { path: "schedule", tab: true, label: () => t("nav.schedule"), icon: "calendar" },
  { path: "experiences", tab: true, label: () => t("nav.experiences"), icon: "hands" },
  { path: "income", label: () => t("nav.income"), icon: "coins" },
  { path: "account", label: () => t("nav.account"), icon: "person", hidden: true, alone: true },
];
