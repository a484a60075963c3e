import { t } from "../../i18n";
import { Field } from "../../ui/controls";

/** What is wrong with an address to which letters go. */
export function emailFault(email: string): string | undefined {
  return /^\S+@\S+\.\S+$/.test(email) ? undefined : t("book.error.email");
}

interface EmailProps {
  value: string;
  fault: string | undefined;
  onInput: (email: string) => void;
}

export function EmailField(props: EmailProps) {
  return (
    <Field name="email" type="email" label={t("book.email")} autocomplete="email" {...props} />
  );
}
