import { clock, longDate } from "../../i18n/format";

/** The day and the hours of what is offered or booked. */
export function When({ begin, end }: { begin: string; end: string }) {
  return (
    <p class="exp-when clock">
      {longDate(begin)} {clock(begin)}–{clock(end)}
    </p>
  );
}
