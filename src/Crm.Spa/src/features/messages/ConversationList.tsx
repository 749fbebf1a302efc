import { Paper, Select, Stack, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconMessageCircle, IconPlugConnected, IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { folded } from "@/i18n/text";
import { latinDigits } from "@/i18n/digits";
import { ButtonLink } from "@/ui/links";
import { More } from "@/ui/More";
import { Empty, Failed, LoadingRows } from "@/ui/States";
import { ConversationRow } from "./ConversationRow";
import { useConversations, useMessagingAccounts, type Conversation } from "./data";
import type { MessagesSearch } from "./routes";

const SEARCH_PAUSE_MS = 150;

/** Who wrote or was written to last stands first. */
export function ConversationList({ search, open }: { search: MessagesSearch; open?: string }) {
  const { t } = useTranslation("messages");
  const navigate = useNavigate();
  const { accounts, isPending, error, retry } = useMessagingAccounts();
  const query = useConversations(search);
  const [typed, setTyped] = useState("");
  const [wanted] = useDebouncedValue(typed, SEARCH_PAUSE_MS);
  const all = query.data?.pages.flatMap((page) => page.data) ?? [];
  const shown = all.filter((conversation) => isWanted(conversation, wanted));

  return (
    <Stack gap="sm">
      {accounts.length > 1 && (
        <Select
          label={t("filter.account")}
          placeholder={t("common:all")}
          clearable
          clearButtonProps={{ "aria-label": t("filter.clear") }}
          data={accounts.map(({ id, name, displayName }) => ({ value: id, label: displayName ?? name }))}
          value={search.account ?? null}
          onChange={(account) =>
            void navigate({ to: "/messages", search: { ...search, account: account ?? undefined }, replace: true })
          }
        />
      )}
      {all.length > 0 && (
        <TextInput
          type="search"
          aria-label={t("filter.search")}
          placeholder={t("filter.search")}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {query.isError && all.length === 0 ? (
        <Failed error={query.error} retry={() => void query.refetch()} />
      ) : query.isPending || (isPending && !error) ? (
        <LoadingRows height={64} />
      ) : all.length === 0 && error ? (
        <Failed error={error} retry={retry} />
      ) : all.length === 0 ? (
        <Paper>
          {accounts.length === 0 ? (
            <Empty
              icon={IconPlugConnected}
              title={t("noAccount.title")}
              action={<ButtonLink to="/integrations">{t("noAccount.action")}</ButtonLink>}
            >
              {t("noAccount.text")}
            </Empty>
          ) : (
            <Empty icon={IconMessageCircle} title={t("empty.title")}>
              {t("empty.text")}
            </Empty>
          )}
        </Paper>
      ) : shown.length === 0 ? (
        <Paper>
          <Empty icon={IconSearch} title={t("filter.nothing")} />
        </Paper>
      ) : (
        <Stack gap={4} component="ul" p={0} m={0} style={{ listStyle: "none" }} aria-label={t("list")}>
          {shown.map((conversation) => (
            <li key={conversation.id}>
              <ConversationRow conversation={conversation} search={search} isOpen={conversation.id === open} />
            </li>
          ))}
        </Stack>
      )}
      <More query={query} />
    </Stack>
  );
}

/** By name or by number, however either is written. */
function isWanted({ name, username, phone }: Conversation, wanted: string) {
  const words = folded(wanted.trim());
  const digits = latinDigits(wanted).replace(/\D/g, "").replace(/^0+/, "");
  return (
    words === "" ||
    [name, username].some((known) => known && folded(known).includes(words)) ||
    (digits !== "" && phone !== null && phone.includes(digits))
  );
}
