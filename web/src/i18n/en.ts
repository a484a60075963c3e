/** English. */
import { app } from "./en/app";
import { around } from "./en/around";
import { ask } from "./en/ask";
import { booking } from "./en/booking";
import { guest } from "./en/guest";
import { map } from "./en/map";
import { plan } from "./en/plan";
import { sheets } from "./en/sheets";
import { spot } from "./en/spot";
import type { Key } from "./ja";

export const en: Record<Key, string> = {
  ...app,
  ...map,
  ...around,
  ...ask,
  ...plan,
  ...sheets,
  ...spot,
  ...booking,
  ...guest,
};
