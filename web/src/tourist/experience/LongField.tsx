/** The longest that the server takes of a remark, a message or a review, in characters. */
const MOST = 2000;

interface LongProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
}

/** A field for a few sentences. */
export function LongField({ label, value, onInput }: LongProps) {
  return (
    <label class="field">
      <span class="label">{label}</span>
      <textarea
        class="input"
        maxLength={MOST}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </label>
  );
}
