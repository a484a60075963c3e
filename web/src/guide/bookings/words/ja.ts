/** Japanese of bookings. */
export const ja = {
  title: "予約",
} as const;

export type Key = keyof typeof ja;
