/** Rows under headers; on a phone each row becomes a card that names its cells itself. */
import type { ComponentChildren } from "preact";
import { Icon } from "../ui/Icon";
import { t } from "./words";

export interface Column<T> {
  key: string;
  label: string;
  cell: (row: T) => ComponentChildren;
  /** Numbers stand at the right. */
  numeric?: boolean;
  /** Short words that belong together, such as a date, stay in one line. */
  whole?: boolean;
  /** Names the row: its cell is a header. One column of a table. */
  heads?: boolean;
  sortable?: boolean;
  /** The label is for screen readers only, as above buttons. */
  quiet?: boolean;
}

export interface Order {
  key: string;
  down: boolean;
}

interface TableProps<T> {
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  id: (row: T) => string;
  order?: Order;
  onOrder?: (order: Order) => void;
  /** The caption is read aloud only. */
  hideCaption?: boolean;
}

export function Table<T>(props: TableProps<T>) {
  return (
    <div class="table-frame">
      <table class="table">
        <caption class={props.hideCaption ? "sr" : ""}>{props.caption}</caption>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <Head key={column.key} column={column} order={props.order} onOrder={props.onOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={props.id(row)}>
              {props.columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeadProps<T> {
  column: Column<T>;
  order: Order | undefined;
  onOrder: ((order: Order) => void) | undefined;
}

function Head<T>({ column, order, onOrder }: HeadProps<T>) {
  const sorted = order?.key === column.key;
  const direction = order?.down ? "descending" : "ascending";
  return (
    <th
      scope="col"
      class={column.numeric ? "numeric" : ""}
      aria-sort={sorted ? direction : undefined}
    >
      {column.sortable && onOrder ? (
        <button
          type="button"
          class="sort"
          onClick={() => onOrder({ key: column.key, down: sorted ? !order.down : false })}
        >
          {column.label}
          <span class="sr">{t("table.sort", { column: column.label })}</span>
          {sorted && <Icon name={order.down ? "down" : "up"} small />}
        </button>
      ) : (
        <span class={column.quiet ? "sr" : ""}>{column.label}</span>
      )}
    </th>
  );
}

function classOf<T>({ numeric, whole }: Column<T>): string {
  return [numeric && "numeric", whole && "one-line"].filter(Boolean).join(" ");
}

function Cell<T>({ column, row }: { column: Column<T>; row: T }) {
  const content = column.cell(row);
  if (column.heads) return <th scope="row">{content}</th>;
  return (
    <td class={classOf(column)} data-label={column.quiet ? "" : column.label}>
      {content}
    </td>
  );
}
