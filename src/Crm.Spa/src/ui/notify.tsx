import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ForeignAnswerError } from "@/api/problem";
import { useErrorText } from "./useErrorText";

const UNDO_MS = 10_000;

/** Short words about what has just been done, that go away by themselves. */
export function useNotify() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const closeButtonProps = { "aria-label": t("close") };

  return {
    done: (message: string) =>
      notifications.show({ message, color: "green", icon: <IconCheck size={18} aria-hidden />, closeButtonProps }),

    failed(error: unknown) {
      if (error instanceof ForeignAnswerError) {
        return;
      }
      notifications.show({
        title: t("failed.title"),
        message: errorText(error),
        color: "red",
        icon: <IconAlertTriangle size={18} aria-hidden />,
        autoClose: 8_000,
        closeButtonProps,
      });
    },

    /** It is done, and for a moment it can be taken back. */
    undoable(message: string, undo: () => unknown) {
      const id = notifications.show({
        autoClose: UNDO_MS,
        closeButtonProps,
        message: (
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">{message}</Text>
            <Button
              size="compact-sm"
              variant="light"
              flex="none"
              onClick={() => {
                notifications.hide(id);
                undo();
              }}
            >
              {t("undo")}
            </Button>
          </Group>
        ),
      });
    },
  };
}
