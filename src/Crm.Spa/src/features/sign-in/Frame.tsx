import { Anchor, Box, Center, Group, Paper, Stack, Text } from "@mantine/core";
import { Outlet } from "@tanstack/react-router";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Logo } from "@/app/Logo";
import { speak } from "@/i18n";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n/languages";
import { Loading } from "@/ui/States";

/** The pages before the sign-in: one card in the middle, and the languages below it. */
export function Frame() {
  const { t, i18n } = useTranslation("sign-in");
  return (
    <Center mih="100dvh" p="md" bg="var(--crm-page)" component="main">
      <Stack w="100%" maw={440} gap="lg">
        <Group justify="center">
          <Logo />
        </Group>
        <Paper p="xl" shadow="sm">
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </Paper>
        <Text size="sm" c="dimmed" ta="center" className="balanced">
          {t("promise")}
        </Text>
        <Group justify="center" gap="md" component="nav" aria-label={t("common:language")}>
          {LANGUAGES.map((language) => (
            <Box key={language} lang={language}>
              {language === i18n.language ? (
                <Text size="sm" fw={600} aria-current="true">
                  {LANGUAGE_NAMES[language]}
                </Text>
              ) : (
                <Anchor component="button" type="button" size="sm" onClick={() => void speak(language)}>
                  {LANGUAGE_NAMES[language]}
                </Anchor>
              )}
            </Box>
          ))}
        </Group>
      </Stack>
    </Center>
  );
}
