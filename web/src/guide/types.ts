/** Short names for what the contract calls the things of guides. */
import type { components } from "../api/schema.gen";

export type {
  Booking,
  Experience,
  ExperienceOption as Option,
  Message,
  Quote,
  Review,
  Slot,
  Unit,
} from "../api/types";

type S = components["schemas"];

export type Dashboard = S["GuideDashboardOut"];
export type Guest = S["GuestOut"];
export type Month = S["MonthOut"];
export type Schedule = S["ScheduleOut"];
export type BookedUnit = S["BookedUnitOut"];
export type Expected = S["ExpectedOut"];
export type Scan = S["ScanIn"];
export type ScanAnswer = S["ScanOut"];
export type Idea = S["IdeaOut"];
export type ResellerKey = S["ResellerKeyOut"];
export type ExperienceIn = S["ExperienceIn"];
export type ExperienceChangeIn = S["ExperienceChangeIn"];
export type ScheduleIn = S["ScheduleIn"];
export type Organisation = S["OrganisationOut"];
export type UnitKind = S["UnitIn"]["kind"];
