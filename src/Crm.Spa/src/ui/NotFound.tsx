import { Button, Center, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Logo } from "@/app/Logo";

/** The whole page: no screen of the app stands at this address. */
export function NotFound() {
  const { t } = useTranslation();
  useDocumentTitle(`${t("notFound.title")} · Crm`);
  return (
    <Center component="main" mih="100dvh" p="md" bg="var(--crm-page)">
      <Stack align="center" gap="lg">
        <Logo />
        <div>
          <Title order={1} ta="center">
            {t("notFound.title")}
          </Title>
          <Text c="dimmed" ta="center" mt={4}>
            {t("notFound.text")}
          </Text>
        </div>
        <Button component={Link} to="/">
          {t("notFound.home")}
        </Button>
      </Stack>
    </Center>
  );
}
