import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useNotify } from "@/ui/notify";
import { IssuedTokenView } from "./IssuedTokenView";
import type { Token } from "./tokens";

const HOUR = 3_600;

const OVERLAPS = [
  { key: "hour", seconds: HOUR },
  { key: "day", seconds: 24 * HOUR },
  { key: "week", seconds: 7 * 24 * HOUR },
  { key: "none", seconds: 0 },
] as const;

type Overlap = (typeof OVERLAPS)[number]["key"];

/** A new secret under the same name; the old one goes on for a while, so that no program stands still. */
export function RotateToken({ token, close }: { token: Token; close: () => void }) {
  const { t } = useTranslation("api-access");
  const client = useQueryClient();
  const notify = useNotify();
  const [overlap, setOverlap] = useState<Overlap>("day");
  const rotation = useMutation({
    mutationFn: () =>
      body(
        api.POST("/api/v1/api-tokens/{tokenId}/rotate", {
          params: { path: { tokenId: token.id } },
          body: { overlapSeconds: OVERLAPS.find(({ key }) => key === overlap)!.seconds },
        }),
      ),
    onError: notify.failed,
  });
  const issued = rotation.data?.token;
  const end = () => {
    close();
    if (issued) {
      void client.invalidateQueries({ queryKey: ["api-tokens"] });
    }
  };

  return (
    <Modal
      opened
      onClose={end}
      size="lg"
      title={issued ? t("issued.title") : t("rotate.title", { name: token.name })}
      closeButtonProps={{ "aria-label": t("common:close") }}
      closeOnClickOutside={!issued}
      closeOnEscape={!issued}
      withCloseButton={!issued}
    >
      {issued ? (
        <IssuedTokenView token={issued} overlapText={t(`rotate.after.${overlap}`)} close={end} />
      ) : (
        <Stack>
          <Text size="sm">{t("rotate.text")}</Text>
          <Radio.Group
            label={t("rotate.overlap")}
            value={overlap}
            onChange={(key: string) => setOverlap(key as Overlap)}
          >
            <Stack gap="xs" mt="xs">
              {OVERLAPS.map(({ key }) => (
                <Radio key={key} value={key} label={t(`rotate.${key}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("common:cancel")}
            </Button>
            <Button loading={rotation.isPending} onClick={() => rotation.mutate()}>
              {t("rotate.submit")}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
