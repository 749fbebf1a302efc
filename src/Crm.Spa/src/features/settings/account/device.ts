const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bYaBrowser\//, "Yandex"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/\biPhone|iPad|iPod\b/, "iOS"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

export type Device = { browser: string; system: string; isPhone: boolean };

/** What a browser calls itself, in words that its owner knows; null for a program. */
export function deviceOf(userAgent: string | null): Device | null {
  const browser = named(BROWSERS, userAgent ?? "");
  const system = named(SYSTEMS, userAgent ?? "");
  return browser && system ? { browser, system, isPhone: system === "iOS" || system === "Android" } : null;
}

// The order matters: most browsers claim to be others as well.
const named = (kinds: readonly [RegExp, string][], text: string) => kinds.find(([sign]) => sign.test(text))?.[1];
