import { ActionIcon, Group, Textarea } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { OWN_DIRECTION } from "@/ui/fields";
import { useErrorText } from "@/ui/useErrorText";
import type { Conversation } from "../data";
import { useSend } from "./useSend";

/** Words of one's own, to somebody who wrote lately. */
export function TextForm({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation("messages");
  const errorText = useErrorText();
  const [text, setText] = useState("");
  // Who goes on writing meanwhile keeps the new words.
  const send = useSend(({ text: sent }) => setText((now) => (now === sent ? "" : now)));
  const isReady = text.trim() !== "" && !send.isPending;
  const submit = () => {
    if (isReady) {
      send.mutate({ accountId: conversation.accountId, to: conversation.phone ?? conversation.userId ?? "", text });
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While letters are being composed, Enter chooses among them.
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      submit();
    }
  };

  return (
    <Group align="flex-end" wrap="nowrap" gap="xs">
      <Textarea
        flex={1}
        label={t("write.label")}
        description={t("write.help")}
        autosize
        minRows={1}
        maxRows={8}
        {...OWN_DIRECTION}
        value={text}
        error={send.isError ? errorText(send.error) : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <ActionIcon size={36} onClick={submit} disabled={!isReady} loading={send.isPending} aria-label={t("write.send")}>
        <IconSend size={18} aria-hidden className="turns" />
      </ActionIcon>
    </Group>
  );
}
