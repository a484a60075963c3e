import { begin } from "../staff/begin";
import { type PartModule, withModules } from "../staff/parts";
import { TABLE } from "./parts";
import { Start } from "./Start";
import { t } from "./words";

begin({
  root: "/console",
  kinds: ["municipality", "tourism_association"],
  name: () => t("name"),
  start: Start,
  parts: withModules(TABLE, import.meta.glob<PartModule>("./*/index.tsx")),
});
