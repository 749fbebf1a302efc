import { TextInput, type TextInputProps } from "@mantine/core";
import { latinDigits } from "@/i18n/digits";

type Props = Omit<TextInputProps, "onChange" | "value"> & { value?: string; onChange?: (value: string) => void };

/** What people write stands in its own direction: Arabic words stand right even where the app speaks Turkish. */
export const OWN_DIRECTION = { attributes: { input: { dir: "auto" } } } as const;

/** A telephone number in any digits that people write, read from left to right in every language. */
export function PhoneField({ onChange, ...props }: Props) {
  return (
    <TextInput
      type="tel"
      inputMode="tel"
      autoComplete="tel"
      {...props}
      classNames={{ input: "ltr" }}
      onChange={(event) => onChange?.(latinDigits(event.currentTarget.value))}
    />
  );
}

/** A figure in any digits that people write; its value stays text, so that nothing is lost while it is typed. */
export function NumberField({ onChange, ...props }: Props) {
  return (
    <TextInput
      inputMode="decimal"
      {...props}
      classNames={{ input: "ltr" }}
      onChange={(event) => onChange?.(latinDigits(event.currentTarget.value).replace(/[^\d.,-]/g, ""))}
    />
  );
}
