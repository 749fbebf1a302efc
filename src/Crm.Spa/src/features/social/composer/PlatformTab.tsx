import { Alert, Checkbox, Group, Stack, Switch, Text } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { Bidi } from "@/ui/Bidi";
import { AnchorLink } from "@/ui/links";
import { traitsOf } from "@/ui/platformTraits";
import { accountName, type Account, type Platform } from "../data";
import { ArticleFields } from "./ArticleFields";
import { AuthorChoice } from "./AuthorChoice";
import { ownOf, textFor, withOwn, withText, type Draft } from "./draft";
import { FaultList } from "./FaultList";
import { TextPart } from "./TextPart";
import { Thread } from "./Thread";
import { faultsAt, faultsElsewhere, type Check } from "./useCheck";

type Props = {
  platform: Platform;
  accounts: Account[];
  /** Names of the other platforms that get the same words. */
  sharedWith: string[];
  draft: Draft;
  onChange: (change: (draft: Draft) => Draft) => void;
  check: Check;
};

/** What one platform gets, and from which of the company's accounts there. */
export function PlatformTab({ platform, accounts, sharedWith, draft, onChange, check }: Props) {
  const { t } = useTranslation("social");
  const format = useFormat();
  const { key, name } = platform;
  const own = ownOf(draft, key);
  const traits = traitsOf(key);
  const faults = check.faults(key);
  const told = check.of(key);
  const chosen = accounts.filter((account) => draft.accountIds.includes(account.id));

  if (accounts.length === 0) {
    return (
      <Alert icon={<IconPlugConnectedX aria-hidden />} title={t("noAccount.title", { platform: name })}>
        {t("noAccount.text")}{" "}
        <AnchorLink to="/integrations" size="sm">
          {t("noAccount.connect")}
        </AnchorLink>
      </Alert>
    );
  }

  return (
    <Stack gap="md">
      <AccountChoice accounts={accounts} draft={draft} onChange={onChange} />
      <TextPart
        platform={key}
        label={t("text.label", { platform: name })}
        description={
          own.text === null && sharedWith.length > 0
            ? t("text.shared", { platforms: format.list(sharedWith) })
            : undefined
        }
        placeholder={t("text.placeholder")}
        value={textFor(draft, key)}
        onChange={(text) => onChange((present) => withText(present, key, text))}
        faults={faultsAt(faults, "text")}
        length={told?.length ?? null}
        longest={told?.longestLength ?? null}
        actions={
          (sharedWith.length > 0 || own.text !== null) && (
            <Switch
              size="sm"
              label={t("text.own", { platform: name })}
              checked={own.text !== null}
              onChange={({ currentTarget: { checked } }) =>
                onChange((present) => withOwn(present, key, { text: checked ? present.text : null }))
              }
            />
          )
        }
      />
      {traits.hasThread && (
        <Thread
          platform={key}
          parts={own.thread}
          onChange={(thread) => onChange((present) => withOwn(present, key, { thread }))}
          faults={faults}
          longest={told?.longestLength ?? null}
        />
      )}
      {traits.hasArticle && (
        <ArticleFields
          article={own.article}
          onChange={(article) => onChange((present) => withOwn(present, key, { article }))}
          faults={faults}
        />
      )}
      {traits.hasAuthors && chosen.length === 1 && (
        <AuthorChoice
          account={chosen[0]!}
          author={own.author}
          onChange={(author) => onChange((present) => withOwn(present, key, { author }))}
        />
      )}
      <FaultList faults={faultsElsewhere(faults, ["text", "thread", "article", "media", "accountIds"])} />
    </Stack>
  );
}

function AccountChoice({ accounts, draft, onChange }: Pick<Props, "accounts" | "draft" | "onChange">) {
  const { t } = useTranslation("social");
  return (
    <Checkbox.Group
      label={t("accounts.label")}
      value={draft.accountIds.filter((id) => accounts.some((account) => account.id === id))}
      onChange={(ids) =>
        onChange((present) => ({
          ...present,
          accountIds: [...present.accountIds.filter((id) => accounts.every((account) => account.id !== id)), ...ids],
        }))
      }
    >
      <Group gap="md" mt={4}>
        {accounts.map((account) => (
          <Checkbox
            key={account.id}
            value={account.id}
            label={
              <>
                <Bidi>{accountName(account)}</Bidi>
                {account.status !== "connected" && (
                  <Text span size="sm" c="dimmed">
                    {" "}
                    {t("accounts.away")}
                  </Text>
                )}
              </>
            }
          />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
