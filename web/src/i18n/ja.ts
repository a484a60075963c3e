/** Japanese, and the list of everything that the tourist's app says. */
import { app } from "./ja/app";
import { around } from "./ja/around";
import { ask } from "./ja/ask";
import { booking } from "./ja/booking";
import { guest } from "./ja/guest";
import { map } from "./ja/map";
import { plan } from "./ja/plan";
import { sheets } from "./ja/sheets";
import { spot } from "./ja/spot";

export const ja = {
  ...app,
  ...map,
  ...around,
  ...ask,
  ...plan,
  ...sheets,
  ...spot,
  ...booking,
  ...guest,
} as const;

export type Key = keyof typeof ja;
