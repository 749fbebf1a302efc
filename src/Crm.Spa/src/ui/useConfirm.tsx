import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useTranslation } from "react-i18next";

export type Question = { title: string; text: string; confirm: string };

/** Asks once before what cannot be undone. */
export function useConfirm() {
  const { t } = useTranslation();

  return ({ title, text, confirm }: Question) =>
    new Promise<boolean>((resolve) =>
      modals.openConfirmModal({
        title,
        children: <Text size="sm">{text}</Text>,
        labels: { confirm, cancel: t("cancel") },
        confirmProps: { color: "red" },
        closeButtonProps: { "aria-label": t("close") },
        onConfirm: () => resolve(true),
        onCancel: () => resolve(false),
        onClose: () => resolve(false),
      }),
    );
}
