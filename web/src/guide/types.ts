/** Short names for what the contract calls the things of guides. */
import type { components } from "../api/schema.gen";

type S = components["schemas"];

export type Dashboard = S["GuideDashboardOut"];
export type Guest = S["GuestOut"];
export type Month = S["MonthOut"];
export type Review = S["ReviewOut"];
export type Experience = S["ExperienceOut"];
export type Option = S["OptionOut"];
export type Unit = S["UnitOut"];
export type Slot = S["SlotOut"];
export type Schedule = S["ScheduleOut"];
export type Booking = S["BookingOut"];
export type BookedUnit = S["BookedUnitOut"];
export type Message = S["MessageOut"];
export type Quote = S["QuoteOut"];
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
