import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconRefresh, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { BackLink } from "@/ui/links";
import { Page } from "@/ui/Page";
import { QueryView } from "@/ui/QueryView";
import { EditTerms } from "./EditTerms";
import { RotateToken } from "./RotateToken";
import { tokenQuery, type Token } from "./tokens";
import { TokenFacts } from "./TokenFacts";
import { Usage } from "./Usage";
import { useRevocation } from "./useRevocation";

export function TokenScreen() {
  const { t } = useTranslation("api-access");
  const { tokenId } = useParams({ from: "/signed-in/settings/api-access/$tokenId" });
  const token = useQuery(tokenQuery(tokenId));

  return (
    <Page
      title={token.data?.value.name ?? t("title")}
      back={<BackLink to="/settings/api-access">{t("back")}</BackLink>}
      actions={token.data && <Actions token={token.data.value} />}
    >
      <QueryView query={token}>
        {({ value, etag }) => (
          <>
            <TokenFacts token={value} />
            <Usage tokenId={value.id} />
            <EditTerms key={value.id} token={value} etag={etag} />
          </>
        )}
      </QueryView>
    </Page>
  );
}

function Actions({ token }: { token: Token }) {
  const { t } = useTranslation("api-access");
  const [isRotating, rotating] = useDisclosure(false);
  const revocation = useRevocation(token);

  return (
    <>
      <Button variant="default" leftSection={<IconRefresh size={18} aria-hidden />} onClick={rotating.open}>
        {t("rotate.action")}
      </Button>
      <Button
        variant="light"
        color="red"
        leftSection={<IconTrash size={18} aria-hidden />}
        loading={revocation.isPending}
        onClick={() => void revocation.ask()}
      >
        {t("common:delete")}
      </Button>
      {isRotating && <RotateToken token={token} close={rotating.close} />}
    </>
  );
}
