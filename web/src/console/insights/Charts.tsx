/** Small charts: the drawing is one image with a sentence, and a table beside it has the numbers. */
import type { ComponentChildren } from "preact";
import { type Column, Table } from "../../staff/Table";
import { heightOf, ticks } from "./scale";
import { t } from "./words";

interface FigureProps<T> {
  id: string;
  title: string;
  /** What the numbers say, in a sentence; also what stands for the drawing. */
  says: string;
  /** How they are to be understood. */
  means?: string | undefined;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowId: (row: T) => string;
  children?: ComponentChildren;
}

export function Figure<T>(props: FigureProps<T>) {
  return (
    <section class="card figure" aria-labelledby={`${props.id}-title`}>
      <h2 id={`${props.id}-title`}>{props.title}</h2>
      <p>{props.says}</p>
      {props.rows.length > 0 && props.children}
      {props.means && <p class="note">{props.means}</p>}
      {props.rows.length > 0 && (
        <details class="fold">
          <summary>{t("table")}</summary>
          <Table
            caption={props.title}
            hideCaption
            columns={props.columns}
            rows={props.rows}
            id={props.rowId}
          />
        </details>
      )}
    </section>
  );
}

export interface Bar {
  label: string;
  /** From the bottom up. */
  values: number[];
}

interface BarsProps {
  /** What the drawing shows, for who does not see it. */
  says: string;
  bars: readonly Bar[];
  /** What each of a bar's values is; left out where there is only one. */
  legend?: readonly string[];
}

const GAP = 0.18;

/** Upright bars, one a month; parts of a bar differ in colour and in hatching. */
export function Bars({ says, bars, legend }: BarsProps) {
  const most = Math.max(0, ...bars.map(({ values }) => values.reduce((a, b) => a + b, 0)));
  const axis = ticks(most);
  return (
    <div class="chart">
      {legend && <Legend names={legend} />}
      <div class="chart-plot">
        <ol class="chart-axis" aria-hidden="true">
          {[...axis].reverse().map((tick) => (
            <li key={tick}>{tick.toLocaleString()}</li>
          ))}
        </ol>
        <svg
          role="img"
          aria-label={says}
          viewBox={`0 0 ${bars.length} 100`}
          preserveAspectRatio="none"
        >
          {axis.map((tick) => (
            <line
              key={tick}
              class="grid"
              x1={0}
              x2={bars.length}
              y1={100 - heightOf(tick, axis)}
              y2={100 - heightOf(tick, axis)}
            />
          ))}
          {bars.map((bar, at) => (
            <Upright key={bar.label} at={at} bar={bar} axis={axis} />
          ))}
        </svg>
      </div>
      <ol class={bars.length > 6 ? "chart-labels many" : "chart-labels"} aria-hidden="true">
        {bars.map(({ label }) => (
          <li key={label}>{label}</li>
        ))}
      </ol>
    </div>
  );
}

function Upright({ at, bar, axis }: { at: number; bar: Bar; axis: readonly number[] }) {
  let below = 0;
  return (
    <g>
      {bar.values.map((value, part) => {
        const height = heightOf(value, axis);
        const y = 100 - below - height;
        below += height;
        return (
          <rect
            key={part}
            class={`part-${part}`}
            x={at + GAP}
            width={1 - 2 * GAP}
            y={y}
            height={height}
          />
        );
      })}
    </g>
  );
}

function Legend({ names }: { names: readonly string[] }) {
  return (
    <ul class="legend" aria-hidden="true">
      {names.map((name, part) => (
        <li key={name}>
          <svg viewBox="0 0 1 1" aria-hidden="true">
            <rect class={`part-${part}`} width="1" height="1" />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

export interface Line {
  key: string;
  label: string;
  value: number;
  marked?: boolean;
}

/** Lying bars, each with its name and number. */
export function Lines({ lines, mark }: { lines: readonly Line[]; mark?: string }) {
  const most = Math.max(1, ...lines.map((line) => line.value));
  return (
    <ol class="lines">
      {lines.map((line) => (
        <li key={line.key}>
          <span class="line-name">
            {line.label}
            {line.marked && mark && <small>{mark}</small>}
          </span>
          <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
            <rect
              class={line.marked ? "part-0" : "part-1"}
              width={(line.value / most) * 100}
              height="1"
            />
          </svg>
          <span class="clock">{line.value.toLocaleString()}</span>
        </li>
      ))}
    </ol>
  );
}
