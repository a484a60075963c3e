import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { type Loader, WithLoaded } from "../../staff/states";
import { into } from "../../ui/into";
import { countsOf, PhaseFilter } from "./PhaseFilter";
import { inOrder, type Lasting, type Phase } from "./phase";
import { t } from "./words";

interface ByPhaseProps<T> {
  from: Loader<T[]>;
  phaseOf: (one: T) => Phase;
  /** Shown where there is nothing at all. */
  empty: ComponentChildren;
  children: (shown: T[]) => ComponentChildren;
}

/** A list of what holds for a while: all of it, or what stands in one phase. */
export function ByPhase<T extends Lasting>({ from, phaseOf, empty, children }: ByPhaseProps<T>) {
  const wanted = useSignal<Phase | "all">("all");
  const shown = (found: readonly T[]) => {
    const rows = inOrder(found, phaseOf).filter(
      (one) => wanted.value === "all" || phaseOf(one) === wanted.value,
    );
    return rows.length === 0 ? <p class="note">{t("none")}</p> : children(rows);
  };
  return (
    <WithLoaded from={from}>
      {(found) =>
        found.length === 0 ? (
          empty
        ) : (
          <div class="stack">
            <PhaseFilter
              value={wanted.value}
              counts={countsOf(found, phaseOf)}
              onChange={into(wanted)}
            />
            {shown(found)}
          </div>
        )
      }
    </WithLoaded>
  );
}
