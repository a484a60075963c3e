import { expect, test } from "vitest";
import * as campaigns from "../../src/console/campaigns/form";
import * as events from "../../src/console/events/form";

test("a campaign that is read and sent again says the same", () => {
  const kept = {
    kind: "stamp_rally",
    titles: { ja: "秘湯めぐり" },
    descriptions: { ja: "三つの湯" },
    valid_from: "2027-05-01",
    valid_until: "2027-05-31",
    spot_ids: ["a", "b"],
    boost: 0.15,
  } as unknown as campaigns.Campaign;
  expect(campaigns.changeOf(campaigns.formOf(kept))).toEqual(kept);
  expect(campaigns.lacksOf(campaigns.formOf(kept))).toEqual({});
});

test("a campaign needs a name, days in order, and spots", () => {
  const form = { ...campaigns.newCampaign("2027-05-31"), until: "2027-05-01" };
  expect(campaigns.lacksOf(form)).toEqual({
    "/titles/ja": "title",
    "/valid_until": "order",
    "/spot_ids": "spots",
  });
});

const EVENT = {
  names: { ja: "朝市" },
  descriptions: {},
  first_date: "2027-03-07",
  last_date: "2027-03-07",
  begins_at: "06:00",
  closes_at: null,
  listed_id: null,
  lat: 34.1,
  lon: 131.2,
  fee_minor: 500,
  application_needed: false,
  application_from: null,
  application_until: null,
  ...Object.fromEntries(events.LINES.map((line) => [line, ""])),
} as unknown as events.Event;

test("an event that is read and sent again says the same", () => {
  expect(events.changeOf(events.formOf(EVENT, "JPY"), "JPY")).toEqual(EVENT);
});

test("what is not known stays unknown, which is not free", () => {
  const form = events.formOf({ ...EVENT, fee_minor: null, application_needed: null }, "JPY");
  expect(form.fee).toBe("");
  expect(events.changeOf(form, "JPY")).toMatchObject({
    fee_minor: null,
    application_needed: null,
  });
  expect(events.changeOf({ ...form, fee: "0" }, "JPY").fee_minor).toBe(0);
});

test("prices are typed in the currency's own units", () => {
  const form = events.formOf({ ...EVENT, fee_minor: 550 }, "EUR");
  expect(form.fee).toBe("5.5");
  expect(events.changeOf({ ...form, fee: "１２.5" }, "EUR").fee_minor).toBe(1250);
});

test("what is wrong with an event is named at its field", () => {
  const form = { ...events.newEvent("2027-03-07"), last: "2027-03-01", fee: "無料", lat: "34" };
  expect(events.lacksOf(form)).toEqual({
    "/names/ja": "name",
    "/last_date": "order",
    "/fee_minor": "number",
    "/lon": "whole",
  });
});
