import "./guide.css";
import { effect } from "@preact/signals";
import { online } from "../offline/status";
import { begin } from "../staff/begin";
import { type PartModule, withModules } from "../staff/parts";
import { tokens } from "../staff/tokens";
import { forgetKept } from "./common/kept";
import { registerGuideWorker } from "./offline/worker";
import { TABLE } from "./parts";
import { sendAll } from "./redeem/sending";
import { StartBusiness } from "./start/StartBusiness";
import { t } from "./words";

begin({
  root: "/guide",
  kinds: ["guide_business", "tourism_association", "municipality"],
  name: () => t("name"),
  parts: withModules(TABLE, import.meta.glob<PartModule>("./*/index.tsx")),
  start: StartBusiness,
});

// Check-ins that were noted without a network go as soon as there is one, on whichever page.
effect(() => {
  if (online.value && tokens.value) queueMicrotask(() => void sendAll().catch(() => undefined));
});

// Names of guests stay on the phone no longer than the guide is signed in.
effect(() => {
  if (!tokens.value) forgetKept();
});

registerGuideWorker();
