/** A weekly rule as a form. */
import { wholeOf } from "../logic/numbers";
import type { Schedule, ScheduleIn } from "../types";

export interface Season {
  first: string;
  last: string;
}

export interface Rule {
  optionId: string;
  weekdays: number[];
  starts: string[];
  capacity: string;
  first: string;
  last: string;
  except: string[];
  seasons: Season[];
}

export function newRule(optionId: string, today: string, seats: number): Rule {
  return {
    optionId,
    weekdays: [6, 7],
    starts: ["10:00"],
    capacity: String(seats),
    first: today,
    last: "",
    except: [],
    seasons: [],
  };
}

export function ruleOf(kept: Schedule): Rule {
  return {
    optionId: kept.option_id,
    weekdays: kept.weekdays,
    starts: kept.starts,
    capacity: String(kept.capacity),
    first: kept.first_date,
    last: kept.last_date ?? "",
    except: kept.except_dates,
    seasons: kept.seasons,
  };
}

/** What to send; starts that were left empty are none. */
export function sentOf(rule: Rule): Omit<ScheduleIn, "option_id"> {
  return {
    weekdays: [...rule.weekdays].sort(),
    starts: [...new Set(rule.starts.filter(Boolean))].sort(),
    first_date: rule.first,
    last_date: rule.last || null,
    seasons: rule.seasons,
    except_dates: [...new Set(rule.except)].sort(),
    capacity: wholeOf(rule.capacity) ?? 0,
  };
}

/** A season's end is a day that exists: 31 April becomes the 30th; 29 February stays. */
export function monthDay(month: number, day: number): string {
  const last = new Date(Date.UTC(2028, month, 0)).getUTCDate();
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(month)}-${two(Math.min(day, last))}`;
}
