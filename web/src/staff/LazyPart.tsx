import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Problem } from "../api/problem";
import { Bones, Failed } from "../ui/pieces";
import type { Part, PartModule } from "./parts";

type Step = { module: PartModule } | { failure: unknown } | null;

/** A part's code comes when the part is opened. */
export function LazyPart({ part, rest }: { part: Part; rest: string[] }) {
  const step = useSignal<Step>(null);
  const fetchIt = () => {
    step.value = null;
    part.load().then(
      (module) => {
        step.value = { module };
      },
      // What did not come is a file: the network, as a rule.
      () => {
        step.value = { failure: new Problem("offline", 0, "") };
      },
    );
  };
  useEffect(fetchIt, [part]);
  const now = step.value;
  if (now === null) return <Bones lines={5} />;
  if ("failure" in now) return <Failed failure={now.failure} onRetry={fetchIt} />;
  const Content = now.module.default;
  return <Content rest={rest} />;
}
