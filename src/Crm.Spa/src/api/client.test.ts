// @vitest-environment jsdom
import { expect, it, vi } from "vitest";
import { ForeignAnswerError } from "./problem";

const company = vi.hoisted(() => ({ now: "first" }));

vi.mock("./session", () => ({
  session: {
    token: async () => company.now,
    isOwn: (token: string) => token === company.now,
    renewInstead: async () => null,
  },
}));

it("gives nobody an answer that came after the company was changed", async () => {
  const { api } = await import("./client");
  vi.stubGlobal("fetch", async () => {
    company.now = "second";
    return Response.json({ data: [] });
  });

  await expect(api.GET("/api/v1/leads", {})).rejects.toThrow(ForeignAnswerError);
  await expect(api.GET("/api/v1/leads", {})).resolves.toMatchObject({ data: { data: [] } });
});
