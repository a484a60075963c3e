/** Bookings: a list with filters, and one of them with all that can be done. */
import type { PartProps } from "../../staff/parts";
import { BookingPage } from "./BookingPage";
import { BookingList } from "./List";
import "./bookings.css";

export default function Bookings({ rest }: PartProps) {
  const [id] = rest;
  return id ? <BookingPage key={id} id={id} /> : <BookingList />;
}
