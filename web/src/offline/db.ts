/** What is kept on the device: trips, their places, bookings with tickets, changes to send. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Booking, Itinerary, ItineraryRequest, ReportKind, Spot } from "../api/types";
import type { Order } from "../plan/order";
import type { Picture } from "./picture";

export interface KeptTrip {
  id: string;
  itinerary: Itinerary;
  request: ItineraryRequest | null;
  order: Order | null;
  regionName: string;
  savedAt: string;
  pack: { bytes: number; at: string } | null;
}

export interface KeptBooking {
  id: string;
  key: string;
  booking: Booking;
  ticket: Picture | Blob | null;
  /** Set once its guest has written a review. */
  reviewed?: boolean;
}

/** A change that was made without a network. */
export type Unsent = { number?: number; at: string } & (
  | { kind: "report"; spotId: string; report: ReportKind }
  | { kind: "message"; bookingId: string; key: string; once: string; text: string }
);

interface Schema extends DBSchema {
  trips: { key: string; value: KeptTrip };
  spots: { key: string; value: Spot };
  bookings: { key: string; value: KeptBooking };
  unsent: { key: number; value: Unsent };
  facts: { key: string; value: unknown };
}

const NAME = "yorimichi";
const VERSION = 1;

let opened: Promise<IDBPDatabase<Schema>> | null = null;

export function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>(NAME, VERSION, {
    upgrade(made) {
      made.createObjectStore("trips", { keyPath: "id" });
      made.createObjectStore("spots", { keyPath: "id" });
      made.createObjectStore("bookings", { keyPath: "id" });
      made.createObjectStore("unsent", { keyPath: "number", autoIncrement: true });
      made.createObjectStore("facts");
    },
  });
  return opened;
}

/** Read from the device; `undefined` also where the browser keeps nothing (private windows). */
export async function read<T>(
  work: (db: IDBPDatabase<Schema>) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work(await database());
  } catch (cause) {
    if (cause instanceof DOMException || cause instanceof ReferenceError) return undefined;
    throw cause;
  }
}

export const write = read;
