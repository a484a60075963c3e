import type { AccessProfile, ItineraryRequest, Mode, Pace, Position, Region } from "../api/types";

/** Where a day begins or ends, as the tourist said it. */
export interface Place {
  kind: "centre" | "here" | "map" | "spot" | "same";
  at: Position | null;
  name: string;
}

/** Everything that the form asks. */
export interface Wishes {
  region: string;
  date: string;
  days: number;
  from: Place;
  to: Place;
  startTime: string;
  endTime: string;
  mode: Mode;
  park: boolean;
  likes: string[];
  lesserKnown: number;
  lunch: boolean;
  party: number;
  pace: Pace;
  access: AccessProfile;
  experiences: boolean;
}

export const MOST_DAYS = 7;
export const MOST_PEOPLE = 50;

export function firstWishes(today: string): Wishes {
  return {
    region: "",
    date: addDays(today, 1),
    days: 1,
    from: { kind: "centre", at: null, name: "" },
    to: { kind: "same", at: null, name: "" },
    startTime: "09:30",
    endTime: "17:00",
    mode: "walk",
    park: false,
    likes: [],
    lesserKnown: 0.75,
    lunch: true,
    party: 2,
    pace: "normal",
    access: "none",
    experiences: true,
  };
}

export function addDays(date: string, days: number): string {
  const moment = new Date(`${date}T12:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

export function pointOf(place: Place, region: Region, other?: Place): Position {
  if (place.kind === "same" && other) return pointOf(other, region);
  return place.at ?? region.centre;
}

/** What is wrong with the form itself; empty where nothing is. */
export function faultsOf(wishes: Wishes): Partial<Record<"date" | "startTime" | "endTime", true>> {
  const faults: ReturnType<typeof faultsOf> = {};
  if (!/^\d{4}-\d\d-\d\d$/.test(wishes.date)) faults.date = true;
  if (!wishes.startTime) faults.startTime = true;
  if (!wishes.endTime || wishes.endTime <= wishes.startTime) faults.endTime = true;
  return faults;
}

export function requestOf(wishes: Wishes, region: Region): ItineraryRequest {
  const start = { ...pointOf(wishes.from, region), time: wishes.startTime };
  const end = { ...pointOf(wishes.to, region, wishes.from), time: wishes.endTime };
  const days = Array.from({ length: wishes.days }, (_, day) => ({
    date: addDays(wishes.date, day),
    start,
    end,
  }));
  return {
    region: region.code,
    mode: wishes.mode,
    days,
    categories: wishes.likes,
    lesser_known: wishes.lesserKnown,
    lunch: wishes.lunch ? { earliest: "11:30", latest: "13:30", minutes: 60 } : null,
    party_size: wishes.party,
    pace: wishes.pace,
    access_profile: wishes.access,
    include_experiences: wishes.experiences,
    park_and_walk: wishes.mode === "drive" && wishes.park,
    seed: 1,
  };
}
