import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, versioned } from "@/api/client";
import { useIs } from "@/api/me";
import { supported, LANGUAGE_NAMES } from "@/i18n/languages";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { Facts } from "@/ui/Facts";
import { Page } from "@/ui/Page";
import { QueryView } from "@/ui/QueryView";
import { Section } from "@/ui/Section";
import { CompanyForm, type Company } from "./CompanyForm";

export function CompanyScreen() {
  const { t } = useTranslation("settings");
  const isOwner = useIs("owner");
  const company = useQuery({ queryKey: ["tenant"], queryFn: () => versioned(api.GET("/api/v1/tenant")) });

  return (
    <Page title={t("company.title")} description={t("company.text")}>
      <Section title={t("company.details")} description={isOwner ? undefined : t("company.readOnly")}>
        <QueryView query={company}>
          {({ value, etag }) => (isOwner ? <CompanyForm company={value} etag={etag} /> : <Read {...value} />)}
        </QueryView>
      </Section>
    </Page>
  );
}

function Read({ name, locale, timeZone, country, currency }: Company) {
  const { t } = useTranslation("settings");
  const format = useFormat();
  const language = supported(locale);
  return (
    <Facts
      facts={[
        [t("company.name"), <Bidi>{name}</Bidi>],
        [t("company.locale"), language && LANGUAGE_NAMES[language]],
        [t("company.timeZone"), <Ltr>{timeZone}</Ltr>],
        [t("company.country"), format.nameOf("region", country)],
        [t("company.currency"), format.nameOf("currency", currency)],
      ]}
    />
  );
}
