/** The pane with the words: beside the map on wide screens, a sheet over it on phones. */
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../i18n";
import { picking } from "../state/map";
import { route } from "../state/route";

export type Snap = "peek" | "half" | "tall" | "full";

/** How high the sheet stands on a phone. */
export const snap = signal<Snap>("tall");

const ORDER: readonly Snap[] = ["peek", "half", "tall", "full"];
const PEEK_PX = 150;
const TOP_PX = 64;
const MOVED_PX = 6;

/** The map's padding and the sheet's height come from the same numbers. */
export function heightOf(kind: Snap): number {
  if (kind === "peek") return PEEK_PX;
  if (kind === "half") return Math.round(innerHeight * 0.56);
  return kind === "tall" ? Math.round(innerHeight * 0.78) : innerHeight - TOP_PX;
}

function nearest(height: number): Snap {
  const far = (kind: Snap) => Math.abs(heightOf(kind) - height);
  return [...ORDER].sort((a, b) => far(a) - far(b))[0] ?? "half";
}

function step(by: number): void {
  const next = ORDER[ORDER.indexOf(snap.value) + by];
  if (next) snap.value = next;
}

export function Panel({ children }: { children: ComponentChildren }) {
  const panel = useRef<HTMLElement>(null);
  const drag = useRef<{ y: number; height: number; moved: boolean } | null>(null);
  const shown = picking.value ? "peek" : snap.value;

  useEffect(() => {
    const apply = () => panel.current?.style.setProperty("--sheet-h", `${heightOf(shown)}px`);
    apply();
    addEventListener("resize", apply);
    return () => removeEventListener("resize", apply);
  }, [shown]);

  useEffect(() => {
    snap.value = route.value.planId ? "half" : "tall";
  }, [route.value.planId]);

  useEffect(() => {
    if (route.value.view && snap.value === "peek") snap.value = "half";
  }, [route.value.view]);

  const begin = (event: PointerEvent) => {
    const element = event.currentTarget as HTMLElement;
    element.setPointerCapture(event.pointerId);
    drag.current = { y: event.clientY, height: panel.current?.offsetHeight ?? 0, moved: false };
  };
  const move = (event: PointerEvent) => {
    const from = drag.current;
    if (!from || !panel.current) return;
    const by = from.y - event.clientY;
    from.moved ||= Math.abs(by) > MOVED_PX;
    if (!from.moved) return;
    panel.current.classList.add("dragged");
    panel.current.style.setProperty("--sheet-h", `${Math.max(PEEK_PX, from.height + by)}px`);
  };
  const end = () => {
    const from = drag.current;
    drag.current = null;
    panel.current?.classList.remove("dragged");
    if (!from) return;
    const height = panel.current?.offsetHeight ?? 0;
    if (from.moved) snap.value = nearest(height);
    else snap.value = snap.value === "full" ? "half" : "full";
    panel.current?.style.setProperty("--sheet-h", `${heightOf(snap.value)}px`);
  };

  return (
    <main class="panel" id="main" tabIndex={-1} ref={panel} hidden={picking.value !== null}>
      <button
        type="button"
        class="handle"
        aria-label={t("sheet.handle")}
        aria-expanded={snap.value === "full"}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
        onKeyDown={(event) => {
          if (event.key === "ArrowUp") step(1);
          else if (event.key === "ArrowDown") step(-1);
          else if (event.key === "Enter" || event.key === " ")
            snap.value = snap.value === "full" ? "half" : "full";
          else return;
          event.preventDefault();
        }}
      >
        <span />
      </button>
      {children}
    </main>
  );
}
