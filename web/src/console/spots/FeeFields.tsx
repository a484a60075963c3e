import type { Faults } from "../../staff/faults";
import { NumberField, TextArea, TextField } from "../../staff/form";
import { Button, IconButton, Segments } from "../../ui/controls";
import type { Fee, SpotForm } from "./model";
import { t } from "./words";

interface FeeFieldsProps {
  form: SpotForm;
  change: (part: Partial<SpotForm>) => void;
  faults: Faults;
  currency: string;
  readOnly: boolean;
}

export function FeeFields({ form, change, faults, currency, readOnly }: FeeFieldsProps) {
  const setFee = (index: number, part: Partial<Fee>) =>
    change({ fees: form.fees.map((fee, at) => (at === index ? { ...fee, ...part } : fee)) });
  return (
    <>
      <Segments
        legend={t("fee.mode")}
        name="fee-mode"
        value={form.feeMode}
        choices={(["unknown", "free", "paid"] as const).map((value) => ({
          value,
          label: t(`fee.${value}`),
        }))}
        onChange={(feeMode) => !readOnly && change({ feeMode })}
      />
      {form.feeMode === "paid" && (
        <>
          <NumberField
            at="/fee_minor"
            label={t("fee.amount")}
            suffix={currency}
            value={form.fee}
            onInput={(fee) => change({ fee })}
            faults={faults}
            readOnly={readOnly}
            required
          />
          <fieldset class="stack">
            <legend>{t("fee.others")}</legend>
            {form.fees.map((fee, index) => (
              <FeeRow
                key={index}
                fee={fee}
                index={index}
                currency={currency}
                faults={faults}
                readOnly={readOnly}
                onChange={(part) => setFee(index, part)}
                onRemove={() => change({ fees: form.fees.filter((_, at) => at !== index) })}
              />
            ))}
            {!readOnly && (
              <div>
                <Button
                  icon="plus"
                  onClick={() =>
                    change({ fees: [...form.fees, { who: "", amount: "", from: "", to: "" }] })
                  }
                >
                  {t("fee.add")}
                </Button>
              </div>
            )}
          </fieldset>
        </>
      )}
      <TextArea
        at="/fee_note"
        label={t("fee.note")}
        rows={2}
        value={form.feeNote}
        onInput={(feeNote) => change({ feeNote })}
        faults={faults}
        readOnly={readOnly}
      />
    </>
  );
}

interface FeeRowProps {
  fee: Fee;
  index: number;
  currency: string;
  faults: Faults;
  readOnly: boolean;
  onChange: (part: Partial<Fee>) => void;
  onRemove: () => void;
}

function FeeRow({ fee, index, currency, faults, readOnly, onChange, onRemove }: FeeRowProps) {
  const at = `/fees/${index}`;
  const common = { faults, readOnly };
  return (
    <div class="fee-row">
      <TextField
        {...common}
        at={`${at}/who`}
        label={t("fee.who")}
        value={fee.who}
        onInput={(who) => onChange({ who })}
      />
      <NumberField
        {...common}
        at={`${at}/amount_minor`}
        label={t("fee.price")}
        suffix={currency}
        value={fee.amount}
        onInput={(amount) => onChange({ amount })}
      />
      <NumberField
        {...common}
        at={`${at}/from_age`}
        label={t("fee.from")}
        value={fee.from}
        onInput={(from) => onChange({ from })}
      />
      <NumberField
        {...common}
        at={`${at}/to_age`}
        label={t("fee.to")}
        value={fee.to}
        onInput={(to) => onChange({ to })}
      />
      {!readOnly && (
        <IconButton icon="trash" label={t("fee.remove", { who: fee.who })} onClick={onRemove} />
      )}
    </div>
  );
}
