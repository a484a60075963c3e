/** The product's drawing: a trail, a sprout, a place. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 96 96" aria-hidden="true">
      <path class="trail" d="M14 80c14-2 16-14 28-18s24-8 30-36" />
      <path class="sprout" d="M48 58C34 56 26 44 27 28c16 2 23 14 21 30z" />
      <circle cx="74" cy="20" r="9" />
    </svg>
  );
}
