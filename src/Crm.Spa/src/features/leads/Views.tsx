import { Button } from "@mantine/core";
import { IconColumns3, IconList, IconShieldCheck, type Icon } from "@tabler/icons-react";
import { Link, useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { boardFiltersOf, filtersOf, type LeadSearch } from "./search";
import { useLeadSearch } from "./useLeadSearch";

type View = { to: "/leads" | "/leads/board" | "/leads/reconciliation"; label: string; icon: Icon; search: LeadSearch };

/** The same leads as a table or as a board, and the proof that none is missing. */
export function Views() {
  const { t } = useTranslation("leads");
  const path = useLocation({ select: (location) => location.pathname });
  const { search: current } = useLeadSearch();
  const views: View[] = [
    { to: "/leads", label: t("view.table"), icon: IconList, search: filtersOf(current) },
    { to: "/leads/board", label: t("view.board"), icon: IconColumns3, search: boardFiltersOf(current) },
    { to: "/leads/reconciliation", label: t("view.reconciliation"), icon: IconShieldCheck, search: {} },
  ];

  return (
    <nav aria-label={t("view.label")}>
      <Button.Group>
        {views.map(({ to, label, icon: ViewIcon, search }) => (
          <Button
            key={to}
            variant={path === to ? "light" : "default"}
            px="sm"
            leftSection={<ViewIcon size={18} aria-hidden />}
            aria-current={path === to ? "page" : undefined}
            renderRoot={(props) => <Link to={to} search={search} {...props} />}
          >
            {label}
          </Button>
        ))}
      </Button.Group>
    </nav>
  );
}
