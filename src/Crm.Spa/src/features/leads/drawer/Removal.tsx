import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconEraser, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useIs } from "@/api/me";
import { useNotify } from "@/ui/notify";
import { useConfirm } from "@/ui/useConfirm";
import { placeInLists, removeFromLists } from "../lists";
import type { Lead } from "../pages";
import { useNames } from "../useNames";

type Props = { lead: Lead; close: () => void };

/** Deleted leads can be had back; an erased person is gone for good. */
export function Removal({ lead, close }: Props) {
  const { t } = useTranslation("leads");
  const mayErase = useIs("admin");
  const { remove, erase } = useRemoval({ lead, close });

  return mayErase ? (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="subtle" color="red" rightSection={<IconChevronDown size={16} aria-hidden />}>
          {t("remove.menu")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={remove}>
          {t("remove.delete")}
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconEraser size={16} aria-hidden />} onClick={erase}>
          {t("remove.erase")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  ) : (
    <Button variant="subtle" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={remove}>
      {t("common:delete")}
    </Button>
  );
}

function useRemoval({ lead, close }: Props) {
  const { t } = useTranslation("leads");
  const client = useQueryClient();
  const notify = useNotify();
  const confirm = useConfirm();
  const names = useNames();
  const path = { params: { path: { leadId: lead.id } } };
  const forget = () => {
    client.removeQueries({ queryKey: ["leads", "one", lead.id] });
    client.removeQueries({ queryKey: ["leads", "timeline", lead.id] });
  };
  const failed = (error: unknown) => {
    placeInLists(client, lead, { isNew: true });
    notify.failed(error);
  };
  const restoring = useMutation({
    mutationFn: () => body(api.POST("/api/v1/leads/{leadId}/restore", path)),
    onSuccess: (restored) => {
      placeInLists(client, restored, { isNew: true });
      notify.done(t("remove.restored", { name: names.lead(lead) }));
    },
    onError: notify.failed,
  });
  const deleting = useMutation({
    mutationFn: () => body(api.DELETE("/api/v1/leads/{leadId}", path)),
    onMutate: () => {
      close();
      removeFromLists(client, lead.id, { before: lead });
    },
    onSuccess: () => {
      forget();
      notify.undoable(t("remove.deleted", { name: names.lead(lead) }), restoring.mutate);
    },
    onError: failed,
  });
  const erasing = useMutation({
    mutationFn: () =>
      body(api.DELETE("/api/v1/leads/{leadId}", { params: { path: { leadId: lead.id }, query: { erase: true } } })),
    onSuccess: () => {
      close();
      removeFromLists(client, lead.id, { before: lead });
      forget();
      notify.done(t("remove.erased"));
    },
    onError: notify.failed,
  });

  return {
    remove: () => deleting.mutate(),
    async erase() {
      const isSure = await confirm({
        title: t("remove.eraseTitle", { name: names.lead(lead) }),
        text: t("remove.eraseText"),
        confirm: t("remove.erase"),
      });
      if (isSure) {
        erasing.mutate();
      }
    },
  };
}
