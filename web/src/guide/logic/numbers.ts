/** Numbers as people type them: with full-width digits, separators and signs of currencies. */

const WITHOUT_CENTS = new Set(["JPY", "KRW", "VND", "CLP", "ISK"]);
const CENTS = 2;

/** How many digits a currency has behind the point. */
export function decimalsOf(currency: string): number {
  return WITHOUT_CENTS.has(currency) ? 0 : CENTS;
}

/** `３，０００円` as `3000`: what a Japanese keyboard leaves, without what only groups or names. */
export function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s,、¥€$円_]/g, "")
    .replace(/^(JPY|EUR|USD)|(JPY|EUR|USD)$/i, "");
}

/** A whole number that is not negative, or null where the text is none. */
export function wholeOf(text: string): number | null {
  const digits = plain(text);
  return /^\d{1,9}$/.test(digits) ? Number(digits) : null;
}

/** `1500` of `1,500` JPY and `1250` of `12.50` or `12,50` EUR; null where it is no amount. */
export function minorOf(text: string, currency: string): number | null {
  const decimals = decimalsOf(currency);
  const digits = plain(decimals === 0 ? text : withPoint(text));
  const found = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(digits);
  if (!found || (decimals === 0 && found[2] !== undefined)) return null;
  const cents = (found[2] ?? "").padEnd(decimals, "0");
  return Number(found[1]) * 10 ** decimals + Number(cents || 0);
}

/** A comma before two digits at the end is the point of those who write `12,50`. */
function withPoint(text: string): string {
  return text.normalize("NFKC").replace(/,(\d{1,2})(?=\D*$)/, ".$1");
}

/** What to put into a field: `1500`, `12.50`. */
export function amountText(minor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  if (decimals === 0) return String(minor);
  const whole = minor / 10 ** decimals;
  return Number.isInteger(whole) ? String(whole) : whole.toFixed(decimals);
}
