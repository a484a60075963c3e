import type { Fix, Itinerary, Leg, Violation, Visit } from "../src/api/types";

export function makeVisit(
  name: string,
  begin: string,
  leave: string,
  more: Partial<Visit> = {},
): Visit {
  return {
    kind: "spot",
    spot_id: name,
    slot_id: null,
    experience_id: null,
    booking: null,
    bookable: null,
    name,
    category: "park",
    location: { lat: 60.17, lon: 24.94 },
    arrive: `2027-05-15T${begin}:00+03:00`,
    begin: `2027-05-15T${begin}:00+03:00`,
    leave: `2027-05-15T${leave}:00+03:00`,
    wait_s: 0,
    locked: false,
    renown: 0.1,
    fee_minor: null,
    hours_assumed: false,
    why: [],
    ...more,
  };
}

export function makeLeg(duration_s = 600): Leg {
  return {
    mode: "walk",
    distance_m: duration_s,
    duration_s,
    estimated: false,
    streets: [],
    geometry: {
      type: "LineString",
      coordinates: [
        [24.9, 60.1],
        [24.95, 60.2],
      ],
    },
  };
}

export function makePlan(visits: Visit[]): Itinerary {
  return {
    id: "plan",
    region: "helsinki",
    mode: "walk",
    score: 1,
    seed: 1,
    created_at: "2027-05-01T00:00:00Z",
    currency: "EUR",
    cost_minor: 0,
    days: [
      {
        date: "2027-05-15",
        visits,
        legs: [...visits.map(() => makeLeg()), makeLeg()],
        totals: { visit_s: 0, travel_s: 0, wait_s: 0, distance_m: 0 },
        resumed: null,
      },
    ],
    by_category: {},
    skipped: [],
    warnings: [],
    attribution: [],
    replaces: null,
    character: null,
    alternatives: [],
    links: {},
  };
}

export function makeViolation(rule: string, fix: Partial<Fix> & Pick<Fix, "kind">): Violation {
  return {
    rule,
    pointer: "/days/0",
    day: 1,
    spot_id: null,
    slot_id: null,
    minutes: null,
    amount: null,
    message: rule,
    fix: {
      message: "",
      day: null,
      stops: [],
      after: null,
      time: null,
      minutes: null,
      limit: null,
      ...fix,
    },
  };
}
