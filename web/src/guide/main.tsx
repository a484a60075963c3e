import "./guide.css";
import { effect } from "@preact/signals";
import { begin } from "../staff/begin";
import { type PartModule, withModules } from "../staff/parts";
import { tokens } from "../staff/tokens";
import { forgetKept } from "./common/kept";
import { TABLE } from "./parts";
import { StartBusiness } from "./start/StartBusiness";
import { t } from "./words";

begin({
  root: "/guide",
  kinds: ["guide_business", "tourism_association", "municipality"],
  name: () => t("name"),
  parts: withModules(TABLE, import.meta.glob<PartModule>("./*/index.tsx")),
  start: StartBusiness,
});

// Names of guests stay on the phone no longer than the guide is signed in.
effect(() => {
  if (!tokens.value) forgetKept();
});
