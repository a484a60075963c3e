import { IconButton } from "../../../ui/controls";
import { t } from "../words";
import type { Span } from "./weekly";

interface SpanFieldsProps {
  /** Of which day, for labels. */
  name: string;
  at: string;
  spans: Span[];
  onChange: (spans: Span[]) => void;
  readOnly: boolean;
}

/** Times from and to, one row each. */
export function SpanFields({ name, at, spans, onChange, readOnly }: SpanFieldsProps) {
  const set = (index: number, part: Partial<Span>) =>
    onChange(spans.map((span, here) => (here === index ? { ...span, ...part } : span)));
  return (
    <>
      {spans.map((span, index) => (
        <div class="span-row" key={index}>
          {(["opens", "closes"] as const).map((end) => (
            <input
              key={end}
              class="input"
              type="time"
              name={`${at}-${index}-${end}`}
              value={span[end]}
              readOnly={readOnly}
              aria-label={t(end === "opens" ? "hours.from" : "hours.to", { day: name })}
              onInput={(event) => set(index, { [end]: event.currentTarget.value })}
            />
          ))}
          {!readOnly && (
            <>
              {spans.length > 1 && (
                <IconButton
                  icon="trash"
                  label={t("hours.remove", { day: name })}
                  onClick={() => onChange(spans.filter((_, here) => here !== index))}
                />
              )}
              {index === spans.length - 1 && (
                <IconButton
                  icon="plus"
                  label={t("hours.add", { day: name })}
                  onClick={() => onChange([...spans, { opens: "13:00", closes: "17:00" }])}
                />
              )}
            </>
          )}
        </div>
      ))}
    </>
  );
}
