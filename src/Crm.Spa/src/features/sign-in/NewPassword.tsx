import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** The server's own lower bound. */
const SHORTEST = 10;

export function NewPassword(props: PasswordInputProps) {
  const { t } = useTranslation("sign-in");
  return (
    <PasswordInput
      required
      minLength={SHORTEST}
      description={t("passwordHelp", { count: SHORTEST })}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ "aria-label": t("showPassword") }}
      {...props}
    />
  );
}
