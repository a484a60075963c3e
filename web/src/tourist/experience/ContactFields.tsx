import { t } from "../../i18n";
import { Field } from "../../ui/controls";
import { EmailField } from "./EmailField";
import { LongField } from "./LongField";

export interface Person {
  name: string;
  email: string;
  phone: string;
  remark: string;
}

interface ContactProps {
  person: Person;
  faults: { name: string | undefined; email: string | undefined };
  onChange: (person: Person) => void;
}

export function ContactFields({ person, faults, onChange }: ContactProps) {
  const put = (change: Partial<Person>) => onChange({ ...person, ...change });
  return (
    <fieldset class="stack tight">
      <legend>{t("book.contact")}</legend>
      <Field
        name="name"
        label={t("book.name")}
        autocomplete="name"
        value={person.name}
        fault={faults.name}
        onInput={(name) => put({ name })}
      />
      <EmailField value={person.email} fault={faults.email} onInput={(email) => put({ email })} />
      <Field
        name="tel"
        type="tel"
        label={t("book.phone")}
        autocomplete="tel"
        value={person.phone}
        onInput={(phone) => put({ phone })}
      />
      <LongField
        label={t("book.remark")}
        value={person.remark}
        onInput={(remark) => put({ remark })}
      />
    </fieldset>
  );
}
