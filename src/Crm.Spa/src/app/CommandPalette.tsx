import "@mantine/spotlight/styles.layer.css";
import { Spotlight, spotlight, type SpotlightActionData, type SpotlightActionGroupData } from "@mantine/spotlight";
import { IconLanguage, IconMoon, IconSearch, IconSun, IconTargetArrow } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useMe } from "@/api/me";
import { speak } from "@/i18n";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n/languages";
import { folded } from "@/i18n/text";
import { destinationsOf } from "./navigation";

const MOST_LEADS = 5;
const FEWEST_LETTERS = 2;

/** Goes anywhere, finds a lead, changes language or colours: from the keyboard alone. */
export default function CommandPalette() {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState("");
  const groups: SpotlightActionGroupData[] = [
    { group: t("palette.leads"), actions: useLeads(wanted) },
    { group: t("palette.goTo"), actions: useDestinations() },
    { group: t("palette.settings"), actions: useChoices() },
  ];

  useEffect(() => spotlight.open(), []);

  return (
    <Spotlight
      actions={groups.filter((group) => group.actions.length > 0)}
      query={wanted}
      onQueryChange={setWanted}
      filter={(query, actions) => matching(query, actions as SpotlightActionGroupData[])}
      shortcut={["mod + K"]}
      triggerOnContentEditable
      tagsToIgnore={[]}
      nothingFound={t("palette.nothing")}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t("palette.placeholder"),
        "aria-label": t("palette.placeholder"),
      }}
      scrollable
      maxHeight={440}
    />
  );
}

function matching(query: string, groups: SpotlightActionGroupData[]) {
  const words = folded(query.trim());
  return groups
    .map((group) => ({
      ...group,
      // Leads were found by the server already.
      actions: group.actions.filter(
        (action) => action.keywords === FOUND || folded(action.label ?? "").includes(words),
      ),
    }))
    .filter((group) => group.actions.length > 0);
}

const FOUND = "found";

function useLeads(wanted: string): SpotlightActionData[] {
  const navigate = useNavigate();
  const { tenant } = useMe();
  const [query] = useDebouncedValue(wanted.trim(), 200);
  const { data } = useQuery({
    queryKey: ["leads", "palette", query],
    queryFn: () => body(api.GET("/api/v1/leads", { params: { query: { q: query, limit: MOST_LEADS } } })),
    enabled: tenant !== null && query.length >= FEWEST_LETTERS,
    placeholderData: keepPreviousData,
  });

  return query.length < FEWEST_LETTERS
    ? []
    : (data?.data ?? []).map((lead) => ({
        id: lead.id,
        keywords: FOUND,
        label: lead.fullName ?? lead.email ?? lead.phone ?? lead.id,
        description: [lead.email, lead.phone].filter(Boolean).join(" · "),
        leftSection: <IconTargetArrow size={20} aria-hidden />,
        onClick: () => void navigate({ to: "/leads", search: { lead: lead.id } }),
      }));
}

function useDestinations(): SpotlightActionData[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useMe();
  return destinationsOf(me).map(({ key, to, icon: DestinationIcon }) => ({
    id: key,
    label: t(`nav.${key}`),
    leftSection: <DestinationIcon size={20} aria-hidden />,
    onClick: () => void navigate({ to }),
  }));
}

function useChoices(): SpotlightActionData[] {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const other = colorScheme === "dark" ? "light" : "dark";
  const OtherIcon = other === "dark" ? IconMoon : IconSun;

  return [
    ...LANGUAGES.filter((language) => language !== i18n.language).map((language) => ({
      id: `speak-${language}`,
      label: LANGUAGE_NAMES[language],
      leftSection: <IconLanguage size={20} aria-hidden />,
      onClick: () => void speak(language),
    })),
    {
      id: "colors",
      label: t(`colors.${other}`),
      leftSection: <OtherIcon size={20} aria-hidden />,
      onClick: () => setColorScheme(other),
    },
  ];
}
