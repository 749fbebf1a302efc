import { Paper } from "@mantine/core";
import { IconMessages } from "@tabler/icons-react";
import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "@/ui/States";
import { useMessagingAccounts } from "./data";
import { MessagesFrame } from "./MessagesFrame";

export function MessagesPage() {
  const { t } = useTranslation("messages");
  const search = useSearch({ from: "/signed-in/messages" });
  const { accounts, isPending } = useMessagingAccounts();
  return (
    <MessagesFrame search={search}>
      {(isPending || accounts.length > 0) && (
        <Paper>
          <Empty icon={IconMessages} title={t("choose.title")}>
            {t("choose.text")}
          </Empty>
        </Paper>
      )}
    </MessagesFrame>
  );
}
