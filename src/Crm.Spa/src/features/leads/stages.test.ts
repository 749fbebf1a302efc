import { expect, it } from "vitest";
import type { Stage } from "./queries";
import { mayMove, withKind, withMoved, withStage } from "./stages";

const USUAL: Stage[] = [
  { key: "new", name: null, kind: "open" },
  { key: "contacted", name: null, kind: "open" },
  { key: "won", name: null, kind: "won" },
  { key: "lost", name: null, kind: "lost" },
];
const keys = (stages: Stage[]) => stages.map((stage) => stage.key);

it("puts an open stage before the closed ones and a closed one at the end", () => {
  expect(keys(withStage(USUAL, "Teklif Verildi", "open"))).toEqual([
    "new",
    "contacted",
    "teklif_verildi",
    "won",
    "lost",
  ]);
  expect(keys(withStage(USUAL, "Iptal", "lost")).at(-1)).toBe("iptal");
});

it.each([
  ["Görüşme İSTENDİ", "gorusme_istendi"],
  ["عرض سعر", "stage_1"],
  ["Won!", "won_2"],
])("gives %s the key %s", (name, key) =>
  expect(withStage(USUAL, name, "open").some((stage) => stage.key === key)).toBe(true),
);

it("keeps the stage that leads begin in, and closed behind open", () => {
  expect(mayMove(USUAL, "new", 1)).toBe(false);
  expect(mayMove(USUAL, "contacted", -1)).toBe(false);
  expect(mayMove(USUAL, "contacted", 1)).toBe(false);
  expect(mayMove(USUAL, "lost", 1)).toBe(false);
  expect(keys(withMoved(USUAL, "won", 1))).toEqual(["new", "contacted", "lost", "won"]);
});

it("brings a stage that becomes closed behind the open ones", () =>
  expect(keys(withKind(withStage(USUAL, "Offer", "open"), "contacted", "lost"))).toEqual([
    "new",
    "offer",
    "contacted",
    "won",
    "lost",
  ]));
