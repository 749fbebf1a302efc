import { ActionIcon, Indicator, Tooltip } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { attentionQuery } from "@/api/attention";
import { useIs } from "@/api/me";
import { useFormat } from "@/i18n/useFormat";

export function AttentionBell() {
  const { t } = useTranslation();
  const format = useFormat();
  const isAdmin = useIs("admin");
  const { data } = useQuery({ ...attentionQuery, enabled: isAdmin });
  const count = data?.data.length ?? 0;
  if (!isAdmin) {
    return null;
  }

  return (
    <Indicator label={format.number(count)} size={18} disabled={count === 0} color="red.8" offset={4}>
      <Tooltip label={t("attention", { count })}>
        <ActionIcon
          component={Link}
          to="/"
          hash="attention"
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t("attention", { count })}
        >
          <IconBell size={22} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Indicator>
  );
}
