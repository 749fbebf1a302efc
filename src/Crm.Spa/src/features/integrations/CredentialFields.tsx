import { PasswordInput, Stack, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import type { Account } from "@/api/accounts";
import type { PlatformField } from "./data";

type InputProps = { value?: string; error?: ReactNode; onChange?: (event: never) => void };

type Props = {
  fields: PlatformField[];
  /** What is set already, of which no more than the last characters are known. */
  present?: Account["credentials"];
  inputProps: (field: string) => InputProps;
};

/** What is pasted, drawn from the catalogue: a platform or a field that is new there needs nothing here. */
export function CredentialFields({ fields, present, inputProps }: Props) {
  const { t } = useTranslation("integrations");
  return (
    <Stack gap="md">
      {fields.map((field) => (
        <Field
          key={field.name}
          field={field}
          set={present?.[field.name]}
          label={field.required ? field.label : t("credential.optional", { field: field.label })}
          {...inputProps(field.name)}
        />
      ))}
    </Stack>
  );
}

type FieldProps = InputProps & { field: PlatformField; label: string; set: Account["credentials"][string] | undefined };

function Field({ field, set, label, ...input }: FieldProps) {
  const { t } = useTranslation("integrations");
  const format = useFormat();
  const shared = {
    ...input,
    label,
    description: field.help,
    placeholder: set?.set
      ? t(set.hint ? "credential.setHint" : "credential.set", {
          hint: set.hint ?? "",
          date: format.date(set.updatedAt),
        })
      : undefined,
    withAsterisk: field.required,
    spellCheck: false,
    // The browser must not offer the person's own password for it.
    autoComplete: field.secret ? "new-password" : "off",
    classNames: { input: "ltr" },
  };
  return field.secret ? (
    <PasswordInput
      {...shared}
      visibilityToggleButtonProps={{ "aria-label": t("credential.show", { field: field.label }), tabIndex: 0 }}
    />
  ) : (
    <TextInput {...shared} />
  );
}
