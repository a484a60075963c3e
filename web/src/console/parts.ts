/** The console's navigation, in order. The code of `path` is in `./{path}/index.tsx`. */
import type { Part } from "../staff/parts";
import { t } from "./words";

const KEEPERS = ["owner", "editor"] as const;

export const TABLE: readonly Omit<Part, "load">[] = [
  { path: "queue", label: () => t("nav.queue"), icon: "inbox" },
  { path: "spots", label: () => t("nav.spots"), icon: "pin" },
  { path: "imports", label: () => t("nav.imports"), icon: "upload", roles: KEEPERS },
  { path: "notices", label: () => t("nav.notices"), icon: "bell" },
  { path: "events", label: () => t("nav.events"), icon: "calendar" },
  { path: "campaigns", label: () => t("nav.campaigns"), icon: "flag" },
  { path: "insights", label: () => t("nav.insights"), icon: "chart" },
  { path: "members", label: () => t("nav.members"), icon: "people" },
  { path: "account", label: () => t("nav.account"), icon: "person", hidden: true, alone: true },
];
