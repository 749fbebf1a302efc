import { Anchor, Button, Paper, Switch } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { byCursor } from "@/api/pages";
import { More } from "@/ui/More";
import { Page } from "@/ui/Page";
import { QueryView } from "@/ui/QueryView";
import { Empty } from "@/ui/States";
import { CreateToken } from "./CreateToken";
import { TokenList } from "./TokenList";

const A_PAGE = 50;
const UNUSED_DAYS = 30;

export function ApiAccessScreen() {
  const { t } = useTranslation("api-access");
  const [isCreating, creating] = useDisclosure(false);
  const { unused } = useSearch({ from: "/signed-in/settings/api-access" });
  const navigate = useNavigate({ from: "/settings/api-access" });
  const list = useInfiniteQuery({
    queryKey: ["api-tokens", "list", { unused }],
    queryFn: ({ pageParam: cursor }) =>
      body(
        api.GET("/api/v1/api-tokens", {
          params: {
            query: { limit: A_PAGE, ...(cursor ? { cursor } : {}), ...(unused ? { unusedDays: UNUSED_DAYS } : {}) },
          },
        }),
      ),
    placeholderData: keepPreviousData,
    ...byCursor,
  });

  return (
    <Page
      title={t("title")}
      description={
        <>
          {t("text")}{" "}
          <Anchor href="/docs" target="_blank" inherit>
            {t("reference")}
          </Anchor>
        </>
      }
      actions={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={creating.open}>
          {t("create.action")}
        </Button>
      }
    >
      <Switch
        label={t("unused.label", { count: UNUSED_DAYS })}
        description={t("unused.text")}
        checked={unused ?? false}
        onChange={(event) =>
          void navigate({ search: event.currentTarget.checked ? { unused: true } : {}, replace: true })
        }
      />
      <Paper>
        <QueryView
          query={list}
          isEmpty={({ pages }) => pages[0]!.data.length === 0}
          empty={
            unused ? (
              <Empty icon={IconKey} title={t("unused.none")}>
                {t("unused.noneText", { count: UNUSED_DAYS })}
              </Empty>
            ) : (
              <Empty
                icon={IconKey}
                title={t("empty.title")}
                action={<Button onClick={creating.open}>{t("create.action")}</Button>}
              >
                {t("empty.text")}
              </Empty>
            )
          }
        >
          {({ pages }) => <TokenList tokens={pages.flatMap(({ data }) => data)} />}
        </QueryView>
      </Paper>
      <More query={list} />
      {isCreating && <CreateToken close={creating.close} />}
    </Page>
  );
}
