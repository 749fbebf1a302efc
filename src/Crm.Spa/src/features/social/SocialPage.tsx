import { Box, Group } from "@mantine/core";
import { IconCalendarMonth, IconListDetails, IconPencilPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "@/ui/Page";
import { ButtonLink } from "@/ui/links";

const SCREENS = [
  { key: "compose", to: "/social", icon: IconPencilPlus },
  { key: "posts", to: "/social/posts", icon: IconListDetails },
  { key: "calendar", to: "/social/calendar", icon: IconCalendarMonth },
] as const;

type Props = { here: (typeof SCREENS)[number]["key"]; children: ReactNode };

/** What the screens of social media have in common: their heading and the way from one to the other. */
export function SocialPage({ here, children }: Props) {
  const { t } = useTranslation("social");
  return (
    <Page title={t("title")} description={t(`about.${here}`)}>
      <Box component="nav" aria-label={t("title")}>
        <Group gap="xs">
          {SCREENS.map(({ key, to, icon: ScreenIcon }) => (
            <ButtonLink
              key={key}
              to={to}
              size="sm"
              variant={key === here ? "light" : "subtle"}
              aria-current={key === here ? "page" : undefined}
              leftSection={<ScreenIcon size={18} aria-hidden />}
            >
              {t(`screen.${key}`)}
            </ButtonLink>
          ))}
        </Group>
      </Box>
      {children}
    </Page>
  );
}
