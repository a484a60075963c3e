/** Line drawings on a 24 × 24 grid. */
const PATHS = {
  back: "M14.5 5.5 8 12l6.5 6.5",
  close: "M6 6l12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  grip: "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
  up: "M6 14.5 12 8.5l6 6",
  down: "M6 9.5l6 6 6-6",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9h-13z",
  unlock: "M7 11V8a5 5 0 0 1 9.6-2M5.5 11h13v9h-13z",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  walk: "M13 4.5h.01M8 21l2.5-6M16.5 21l-2-5.5-3-2.5 1-5-3 1.5L8 13M13 9l1.5 2.5 3 .5",
  car: "M4 16v-3.5L6 7h12l2 5.5V16M4 16h16v2.5h-2.5V16M4 16v2.5h2.5V16M4 12.5h16M7.5 14.3h.01M16.5 14.3h.01",
  sprout:
    "M12 20v-8M12 12c0-4 2.5-6.5 7.5-6.5 0 4.5-3 6.5-7.5 6.5zM12 14.5c0-3-2-5-6.5-5 0 3.5 2.5 5 6.5 5z",
  clock: "M12 7.5V12l3 2M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z",
  pin: "M12 21s-6.5-5.8-6.5-11a6.5 6.5 0 0 1 13 0c0 5.2-6.5 11-6.5 11zM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  locate: "M12 3v3M12 18v3M3 12h3M18 12h3M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8z",
  share: "M12 15V4M8 7.5 12 3.5l4 4M6 11.5H5V20h14v-8.5h-1",
  download: "M12 4v11M8 11.5l4 4 4-4M5 20h14",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  calendar: "M4.5 6h15v14h-15zM4.5 10.5h15M8 3.5V8M16 3.5V8",
  map: "M9 4.5 3.5 7v13L9 17.5l6 2.5 5.5-2.5v-13L15 7 9 4.5zM9 4.5v13M15 7v13",
  refresh: "M19 12a7 7 0 1 1-2-5l2 2M19 4v5h-5",
  ticket: "M4 7h16v3.5a1.5 1.5 0 0 0 0 3V17H4v-3.5a1.5 1.5 0 0 0 0-3zM14 7v2M14 11v2M14 15v2",
  alert: "M12 9v4.5M12 16.8h.01M12 4 3.5 19h17z",
  info: "M12 11v5.5M12 7.8h.01M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z",
  check: "M5 12.5l4.5 4.5L19 7.5",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20 20",
  trips: "M6 4h12v17l-6-4-6 4z",
  away: "M4 4l16 16M8.5 8.8A11 11 0 0 0 4 11.5M12 8c3 0 5.8 1.2 8 3.5M7.5 15a6.5 6.5 0 0 1 5-1.8M12 18.5h.01",
  hands: "M4 13c2-2 4-2 6 0l2 2c1 1 3 1 4 0M20 11c-2-2-4-2-6 0M4 19c3 2 7 2 10 0l6-5",
  fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  spark: "M12 4v4M12 16v4M4 12h4M16 12h4M7 7l2 2M15 15l2 2M17 7l-2 2M9 15l-2 2",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, small = false }: { name: IconName; small?: boolean }) {
  return (
    <svg
      class={small ? "icon small" : "icon"}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
