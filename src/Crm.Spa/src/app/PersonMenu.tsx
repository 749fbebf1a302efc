import {
  Avatar,
  Menu,
  Text,
  UnstyledButton,
  VisuallyHidden,
  useMantineColorScheme,
  type MantineColorScheme,
} from "@mantine/core";
import {
  IconCheck,
  IconDeviceLaptop,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSun,
  IconUser,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { session } from "@/api/session";
import { speak } from "@/i18n";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n/languages";
import { Bidi, Ltr } from "@/ui/Bidi";

const SCHEMES: [MantineColorScheme, typeof IconSun][] = [
  ["light", IconSun],
  ["dark", IconMoon],
  ["auto", IconDeviceLaptop],
];

export function PersonMenu() {
  const { t, i18n } = useTranslation();
  const { user } = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const here = <IconCheck size={16} aria-hidden />;

  return (
    <Menu width={240} position="bottom-end" withArrow>
      <Menu.Target>
        <UnstyledButton>
          <VisuallyHidden>{t("personMenu", { name: user.fullName })}</VisuallyHidden>
          <Avatar aria-hidden name={user.fullName} color="brand" radius="xl" variant="filled" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)" truncate>
            <Bidi>{user.fullName}</Bidi>
          </Text>
          <Text size="xs" truncate>
            <Ltr>{user.email}</Ltr>
          </Text>
        </Menu.Label>
        <Menu.Item component={Link} to="/settings/account" leftSection={<IconUser size={18} aria-hidden />}>
          {t("ownAccount")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t("language")}</Menu.Label>
        {LANGUAGES.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            leftSection={<IconLanguage size={18} aria-hidden />}
            rightSection={language === i18n.language ? here : null}
            onClick={() => void speak(language)}
          >
            {LANGUAGE_NAMES[language]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t("colors.label")}</Menu.Label>
        {SCHEMES.map(([scheme, SchemeIcon]) => (
          <Menu.Item
            key={scheme}
            leftSection={<SchemeIcon size={18} aria-hidden />}
            rightSection={scheme === colorScheme ? here : null}
            onClick={() => setColorScheme(scheme)}
          >
            {t(`colors.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={18} aria-hidden className="turns" />}
          onClick={() => void session.signOut()}
        >
          {t("signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
