import { Alert, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Ltr } from "@/ui/Bidi";
import { usePlatforms } from "@/api/platforms";
import { useAccount } from "./data";
import { AnchorLink } from "@/ui/links";
import { isolated, useWords } from "./words";

type Return = { isConnected: boolean; accountId: string | undefined; error: string | undefined };

/**
 * Says what came of the consent page. The query that the callback brought is taken out of the address, so that neither a reload nor a
 * copied link says it again.
 */
export function ReturnNotice() {
  const { connected, account_id: accountId, error } = useSearch({ from: "/signed-in/integrations" });
  const navigate = useNavigate({ from: "/integrations" });
  const client = useQueryClient();
  const [returned, setReturned] = useState<Return | null>(null);
  if (connected !== undefined && !isSame(returned, { isConnected: connected, accountId, error })) {
    setReturned({ isConnected: connected, accountId, error });
  }

  useEffect(() => {
    if (connected === undefined) {
      return;
    }
    void client.invalidateQueries({ queryKey: ["accounts"] });
    void client.invalidateQueries({ queryKey: ["attention"] });
    void navigate({
      replace: true,
      search: (now) => ({ ...now, connected: undefined, account_id: undefined, error: undefined }),
    });
  }, [client, connected, navigate]);

  return returned && <Shown key={returned.accountId} returned={returned} close={() => setReturned(null)} />;
}

function isSame(one: Return | null, other: Return) {
  return one?.isConnected === other.isConnected && one.accountId === other.accountId && one.error === other.error;
}

function Shown({ returned, close }: { returned: Return; close: () => void }) {
  const { t } = useTranslation("integrations");
  return (
    <Alert
      role="alert"
      color={returned.isConnected ? "green" : "red"}
      icon={returned.isConnected ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
      title={returned.isConnected ? t("return.connected") : t("return.failed")}
      withCloseButton
      closeButtonLabel={t("common:close")}
      onClose={close}
    >
      <Stack gap="xs">
        {!returned.isConnected && <Why error={returned.error} />}
        {returned.accountId && <Which accountId={returned.accountId} isConnected={returned.isConnected} />}
      </Stack>
    </Alert>
  );
}

function Why({ error }: { error: string | undefined }) {
  const { t } = useTranslation("integrations");
  const words = useWords();
  return (
    <>
      <Text size="sm" fw={600}>
        {words("code", error ?? "other")}
      </Text>
      <Text size="sm">{error === "access_denied" ? t("return.denied") : t("return.again")}</Text>
    </>
  );
}

/** Which account it was, and which of the rights that were asked for the person left out. */
function Which({ accountId, isConnected }: { accountId: string; isConnected: boolean }) {
  const { t } = useTranslation("integrations");
  const account = useAccount(accountId).data?.value;
  const platform = usePlatforms().data?.find((one) => one.key === account?.platform);
  if (!account) {
    return null;
  }
  const missing = isConnected ? (platform?.scopes.filter((scope) => !account.scopes.includes(scope)) ?? []) : [];
  return (
    <>
      <Text size="sm">
        {t(isConnected ? "return.asWhom" : "return.which", {
          name: isolated(account.name),
          found: isolated(account.displayName ?? account.externalId ?? account.name),
        })}{" "}
        <AnchorLink to="/integrations/$accountId" params={{ accountId: accountId }} size="sm">
          {t("return.open")}
        </AnchorLink>
      </Text>
      {missing.length > 0 && (
        <Text size="sm">
          {t("return.missingScopes")} <Ltr>{missing.join(", ")}</Ltr>
        </Text>
      )}
    </>
  );
}
