import { queryOptions } from "@tanstack/react-query";
import { useAccountsThatCan } from "@/api/accounts";
import { api, body } from "@/api/client";
import type { components } from "@/api/schema";
import { useFollowedList } from "@/ui/useFollowedList";
import type { MessagesSearch } from "./routes";

export type Conversation = components["schemas"]["ConversationDto"];
export type Message = components["schemas"]["MessageDto"];
export type Template = components["schemas"]["MessageTemplateDto"];
export type Slot = components["schemas"]["TemplateSlotDto"];
export type TemplateOrder = components["schemas"]["TemplateOrder"];

const PAGE = 50;
const MESSAGE_EVENTS = ["message.received", "message.updated"];
/** The company's accounts that messages are sent from. */
export const useMessagingAccounts = () => useAccountsThatCan("messages");

export const conversationQuery = (conversationId: string) =>
  queryOptions({
    queryKey: ["conversations", "one", conversationId],
    queryFn: () => body(api.GET("/api/v1/conversations/{conversationId}", { params: { path: { conversationId } } })),
  });

export function useConversations({ account, lead }: MessagesSearch) {
  return useFollowedList<Conversation>({
    queryKey: ["conversations", "list", { account, lead }],
    events: MESSAGE_EVENTS,
    read: (cursor) =>
      body(
        api.GET("/api/v1/conversations", {
          params: { query: { limit: PAGE, accountId: account, leadId: lead, ...(cursor ? { cursor } : {}) } },
        }),
      ),
  });
}

/** Of a conversation, the last to arrive first. */
export function useMessages(conversationId: string) {
  return useFollowedList<Message>({
    queryKey: ["messages", "of", conversationId],
    events: MESSAGE_EVENTS,
    read: (cursor) =>
      body(
        api.GET("/api/v1/conversations/{conversationId}/messages", {
          params: { path: { conversationId }, query: { limit: PAGE, ...(cursor ? { cursor } : {}) } },
        }),
      ),
  });
}

const MOST_TEMPLATES = 200;

export const templatesQuery = (accountId: string) =>
  queryOptions({
    queryKey: ["templates", accountId],
    queryFn: () =>
      body(api.GET("/api/v1/message-templates", { params: { query: { accountId, limit: MOST_TEMPLATES } } })),
  });

export const pricesQuery = queryOptions({
  queryKey: ["balance", "message-prices"],
  queryFn: () => body(api.GET("/api/v1/message-prices")),
  staleTime: 5 * 60_000,
});
