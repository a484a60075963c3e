/** Calls of the guide's app. */
import { onceKey } from "../api/bookings";
import { ofOrganisation } from "../staff/session";
import { allPages, staffCall, type Versioned, versionedCall } from "../staff/staffCall";
import type {
  Booking,
  Dashboard,
  Expected,
  Experience,
  ExperienceChangeIn,
  ExperienceIn,
  Idea,
  Message,
  Organisation,
  Quote,
  ResellerKey,
  Review,
  Scan,
  ScanAnswer,
  Schedule,
  ScheduleIn,
  Slot,
} from "./types";

type Links = { links: Record<string, string> };

const id = encodeURIComponent;
const experienceAt = (experience: string) => `/v1/experiences/${id(experience)}`;
const bookingAt = (booking: string) => `/v1/bookings/${id(booking)}`;

export const getDashboard = (monthsBack = 11) =>
  staffCall<Dashboard>("/v1/guides/me/dashboard", { query: { months_back: monthsBack } });

// Experiences

export async function listExperiences(): Promise<Experience[]> {
  const first = `${ofOrganisation("/experiences")}?limit=100`;
  const pages = await allPages<Links & { experiences: Experience[] }>(first);
  return pages.flatMap((page) => page.experiences);
}

export const getExperience = (experience: string) =>
  versionedCall<Experience>(experienceAt(experience));

export const createExperience = (body: ExperienceIn) =>
  versionedCall<Experience>("/v1/experiences", { method: "POST", body });

export const changeExperience = (experience: string, body: ExperienceChangeIn, match: string) =>
  versionedCall<Experience>(experienceAt(experience), { method: "PATCH", body, match });

export const submitExperience = (experience: string, association: string, match: string) =>
  versionedCall<Experience>(`${experienceAt(experience)}/submit`, {
    method: "POST",
    body: { association_id: association },
    match,
  });

export const withdrawExperience = (experience: string, match: string) =>
  versionedCall<Experience>(`${experienceAt(experience)}/withdraw`, { method: "POST", match });

export const deleteExperience = (experience: string, match: string) =>
  staffCall<void>(experienceAt(experience), { method: "DELETE", match });

export async function listOrganisations(): Promise<Organisation[]> {
  const pages = await allPages<Links & { organisations: Organisation[] }>(
    "/v1/organisations?limit=100",
    10,
  );
  return pages.flatMap((page) => page.organisations);
}

// Slots and schedules

export async function listSlots(experience: string, from: string, until: string): Promise<Slot[]> {
  const query = new URLSearchParams({ from, until, limit: "100" });
  const first = `${experienceAt(experience)}/slots?${query}`;
  const pages = await allPages<Links & { slots: Slot[] }>(first);
  return pages.flatMap((page) => page.slots);
}

export const addSlot = (
  experience: string,
  body: { option_id: string; starts_at: string; capacity: number },
) => staffCall<Slot>(`${experienceAt(experience)}/slots`, { method: "POST", body });

export const changeSlot = (slot: string, body: { capacity?: number; status?: "open" | "closed" }) =>
  staffCall<Slot>(`/v1/slots/${id(slot)}`, { method: "PATCH", body });

export const cancelSlot = (slot: string, reason: string, once: string) =>
  staffCall<{ cancelled_bookings: number; refund_minor: number; currency: string }>(
    `/v1/slots/${id(slot)}/cancel`,
    { method: "POST", body: { reason }, headers: { "Idempotency-Key": once } },
  );

export async function listSchedules(experience: string): Promise<Schedule[]> {
  const at = `${experienceAt(experience)}/schedules`;
  return (await staffCall<{ schedules: Schedule[] }>(at)).schedules;
}

export const createSchedule = (experience: string, body: ScheduleIn) =>
  staffCall<Schedule>(`${experienceAt(experience)}/schedules`, { method: "POST", body });

const versionOf = (schedule: Schedule) => `"${schedule.version}"`;

export const changeSchedule = (kept: Schedule, body: Omit<ScheduleIn, "option_id">) =>
  staffCall<Schedule>(`${experienceAt(kept.experience_id)}/schedules/${id(kept.id)}`, {
    method: "PATCH",
    body,
    match: versionOf(kept),
  });

export const endSchedule = (kept: Schedule) =>
  staffCall<void>(`${experienceAt(kept.experience_id)}/schedules/${id(kept.id)}`, {
    method: "DELETE",
    match: versionOf(kept),
  });

// Bookings

export interface BookingPage {
  bookings: Booking[];
  links: Record<string, string>;
}

type Query = Record<string, string | boolean | undefined>;

export const listBookings = (query: Query) =>
  staffCall<BookingPage>(ofOrganisation("/bookings"), { query });

export const moreBookings = (next: string) => staffCall<BookingPage>(next);

/** Who has booked one slot; there is no filter for it, so the day's bookings are gone through. */
export async function bookingsOfSlot(slot: Slot): Promise<Booking[]> {
  const query = new URLSearchParams({
    experience_id: slot.experience_id,
    on: slot.date,
    limit: "100",
  });
  const pages = await allPages<BookingPage>(`${ofOrganisation("/bookings")}?${query}`);
  return pages.flatMap((page) => page.bookings).filter((one) => one.slot.id === slot.id);
}

export const getBooking = (booking: string) => versionedCall<Booking>(bookingAt(booking));

const step = (booking: string, name: string, once: string, body: unknown) =>
  versionedCall<Booking>(`${bookingAt(booking)}/${name}`, {
    method: "POST",
    body,
    headers: { "Idempotency-Key": once },
  });

export const acceptBooking = (booking: string, once: string) => step(booking, "confirm", once, {});
export const rejectBooking = (booking: string, reason: string, once: string) =>
  step(booking, "reject", once, { reason });
export const cancelBooking = (booking: string, reason: string, once: string) =>
  step(booking, "cancel", once, { reason });

export const quoteCancelling = (booking: string) =>
  staffCall<Quote>(`${bookingAt(booking)}/cancel-quote`);

export const amendBooking = (
  booking: string,
  body: { slot_id?: string; units?: { unit_id: string; quantity: number }[] },
  match: string,
) => versionedCall<Booking>(bookingAt(booking), { method: "PATCH", body, match });

export const noteNoShow = (booking: string) =>
  versionedCall<Booking>(`${bookingAt(booking)}/no-show`, { method: "POST" });

export const redeemBooking = (booking: string, device: string) =>
  versionedCall<Booking>(`${bookingAt(booking)}/redeem`, { method: "POST", body: { device } });

export async function listMessages(booking: string): Promise<Message[]> {
  const first = `${bookingAt(booking)}/messages?limit=100`;
  const pages = await allPages<Links & { messages: Message[] }>(first);
  return pages.flatMap((page) => page.messages);
}

export const sendMessage = (booking: string, text: string, once = onceKey()) =>
  staffCall<Message>(`${bookingAt(booking)}/messages`, {
    method: "POST",
    body: { text },
    headers: { "Idempotency-Key": once },
  });

// Tickets

export async function expectedOn(day: string): Promise<Expected[]> {
  const first = `${ofOrganisation("/redemption-list")}?on=${day}&limit=100`;
  const pages = await allPages<Links & { expected: Expected[] }>(first);
  return pages.flatMap((page) => page.expected);
}

const PATIENCE_MS = 8000;

/** Guests stand in front of the guide: a network that does not answer soon is none. */
export const sendScans = (organisation: string, device: string, scans: Scan[]) =>
  staffCall<{ scans: ScanAnswer[] }>(`/v1/organisations/${id(organisation)}/redemptions`, {
    method: "POST",
    body: { device, scans },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });

// Evidence

export const replyToReview = (review: string, text: string) =>
  staffCall<Review>(`/v1/reviews/${id(review)}/reply`, { method: "POST", body: { text } });

export const listIdeas = (region: string) =>
  staffCall<{ ideas: Idea[]; languages: Record<string, number> }>(
    ofOrganisation("/experience-ideas"),
    { query: { region } },
  );

export const listKeys = () => staffCall<{ keys: ResellerKey[] }>(ofOrganisation("/reseller-keys"));

export const createKey = (name: string, replaces?: string) =>
  staffCall<ResellerKey & { key: string }>(ofOrganisation("/reseller-keys"), {
    method: "POST",
    body: replaces ? { name, replaces } : { name },
  });

export const revokeKey = (key: string) =>
  staffCall<void>(ofOrganisation(`/reseller-keys/${id(key)}`), { method: "DELETE" });

export type { Versioned };
