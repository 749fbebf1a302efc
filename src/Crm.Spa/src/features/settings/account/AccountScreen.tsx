import { useTranslation } from "react-i18next";
import { Page } from "@/ui/Page";
import { PasswordForm } from "./PasswordForm";
import { ProfileForm } from "./ProfileForm";
import { SecondFactor } from "./SecondFactor";
import { SignIns } from "./SignIns";

export function AccountScreen() {
  const { t } = useTranslation("settings");
  return (
    <Page title={t("account.title")} description={t("account.text")}>
      <ProfileForm />
      <PasswordForm />
      <SecondFactor />
      <SignIns />
    </Page>
  );
}
