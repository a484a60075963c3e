import { begin } from "../staff/begin";
import { type PartModule, withModules } from "../staff/parts";
import { TABLE } from "./parts";
import { t } from "./words";

begin({
  root: "/console",
  kinds: ["municipality", "tourism_association"],
  name: () => t("name"),
  parts: withModules(TABLE, import.meta.glob<PartModule>("./*/index.tsx")),
});
