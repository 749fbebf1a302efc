import { Button, Group } from "@mantine/core";
import {
  IconActivity,
  IconPencil,
  IconPlugConnected,
  IconPlugOff,
  IconRefresh,
  IconUserCircle,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useIs } from "@/api/me";
import { useConfirm } from "@/ui/useConfirm";
import type { Account } from "@/api/accounts";
import type { Platform } from "@/api/platforms";
import { ButtonLink } from "@/ui/links";
import { LoginLink } from "./LoginLink";
import { useAccountActions } from "./useAccountActions";
import { isolated } from "./words";

type Props = { account: Account; platform: Platform; isOnOwnPage?: boolean };

/** What can be done with an account, as far as the person may and the platform can. */
export function AccountButtons({ account, platform, isOnOwnPage = false }: Props) {
  const { t } = useTranslation("integrations");
  const isAdmin = useIs("admin");
  const name = isolated(account.name);
  const has = (capability: string) => platform.capabilities.includes(capability);

  return (
    <Group gap="xs">
      {isAdmin && <ConnectButton account={account} platform={platform} />}
      {isAdmin && <UseButtons account={account} platform={platform} />}
      {!isOnOwnPage && has("profile") && account.status === "connected" && (
        <ButtonLink
          {...look(<IconUserCircle size={16} aria-hidden />)}
          to="/integrations/$accountId"
          params={{ accountId: account.id }}
          search={{ tab: "profile" }}
          aria-label={t("aria", { button: t("button.profile"), name })}
        >
          {t("button.profile")}
        </ButtonLink>
      )}
      {isAdmin && has("signin") && account.status === "connected" && (
        <LoginLink account={account} platform={platform} />
      )}
      {isAdmin && !isOnOwnPage && (
        <ButtonLink
          {...look(<IconPencil size={16} aria-hidden />)}
          to="/integrations/$accountId"
          params={{ accountId: account.id }}
          search={{ tab: "settings" }}
          aria-label={t("aria", { button: t("button.edit"), name })}
        >
          {t("button.edit")}
        </ButtonLink>
      )}
      {isAdmin && <DisconnectButton account={account} />}
    </Group>
  );
}

function look(leftSection: ReactNode) {
  return { size: "xs", variant: "default", leftSection } as const;
}

/** By the consent page where there is one, else by pasting. */
function ConnectButton({ account, platform }: Props) {
  const { t } = useTranslation("integrations");
  const { connect } = useAccountActions(account);
  const label = account.status === "needs_reauth" ? t("button.reconnect") : t("button.connect");
  const shared = {
    size: "xs",
    leftSection: <IconPlugConnected size={16} aria-hidden />,
    "aria-label": t("aria", { button: label, name: isolated(account.name) }),
  } as const;
  if (account.status === "connected") {
    return null;
  }
  return platform.authKinds.includes("oauth") ? (
    <Button {...shared} loading={connect.isPending} onClick={() => connect.mutate(account.id)}>
      {label}
    </Button>
  ) : (
    <ButtonLink
      {...shared}
      to="/integrations/$accountId"
      params={{ accountId: account.id }}
      search={{ tab: "settings" }}
    >
      {label}
    </ButtonLink>
  );
}

function UseButtons({ account, platform }: Props) {
  const { t } = useTranslation("integrations");
  const { sync, test } = useAccountActions(account);
  const name = isolated(account.name);
  const isKnown = account.status !== "disconnected" && account.status !== "connecting";
  return (
    <>
      {account.status === "connected" && platform.capabilities.includes("profile") && (
        <Button
          {...look(<IconRefresh size={16} aria-hidden />)}
          loading={sync.isPending}
          onClick={() => sync.mutate()}
          aria-label={t("aria", { button: t("button.sync"), name })}
        >
          {t("button.sync")}
        </Button>
      )}
      {isKnown && (
        <Button
          {...look(<IconActivity size={16} aria-hidden />)}
          loading={test.isPending}
          onClick={() => test.mutate()}
          aria-label={t("aria", { button: t("button.test"), name })}
        >
          {t("button.test")}
        </Button>
      )}
    </>
  );
}

/** It asks once: what was allowed at the platform is given back there, and only its owner can allow it again. */
function DisconnectButton({ account }: { account: Account }) {
  const { t } = useTranslation("integrations");
  const { disconnect } = useAccountActions(account);
  const confirm = useConfirm();
  if (account.status === "disconnected") {
    return null;
  }
  const ask = async () => {
    const isSure = await confirm({
      title: t("disconnect.title", { name: isolated(account.name) }),
      text: t("disconnect.text"),
      confirm: t("button.disconnect"),
    });
    if (isSure) {
      disconnect.mutate();
    }
  };
  return (
    <Button
      {...look(<IconPlugOff size={16} aria-hidden />)}
      loading={disconnect.isPending}
      onClick={() => void ask()}
      aria-label={t("aria", { button: t("button.disconnect"), name: isolated(account.name) })}
    >
      {t("button.disconnect")}
    </Button>
  );
}
