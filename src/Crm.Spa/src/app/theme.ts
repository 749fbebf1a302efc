import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";

const brand: MantineColorsTuple = [
  "#eef2ff",
  "#dfe6fd",
  "#bccaf8",
  "#96abf2",
  "#7691ee",
  "#5f7fe9",
  "#4c6ee6",
  "#3b5bd4",
  "#314fbd",
  "#2543a8",
];

// Text on a tint of its own colour has to be read by everybody: darker than the darkest shade on the lightest (green, orange and yellow
// are too light as they are), and the other way round.
const variantColorResolver: VariantColorsResolver = (input) => {
  const color = input.color ?? input.theme.primaryColor;
  if (input.variant === "filled" && color === "red") {
    // White on red of the usual shade is too pale for small text.
    return defaultVariantColorsResolver({ ...input, color: "red.9" });
  }
  const resolved = defaultVariantColorsResolver(input);
  if (input.variant === "light" && color in input.theme.colors) {
    return {
      ...resolved,
      color: `light-dark(color-mix(in srgb, var(--mantine-color-${color}-9), #000 35%), var(--mantine-color-${color}-2))`,
    };
  }
  if ((input.variant === "subtle" || input.variant === "transparent") && color in input.theme.colors) {
    // Also on the tint that comes when it is pointed at.
    return { ...resolved, color: `light-dark(var(--mantine-color-${color}-9), var(--mantine-color-${color}-3))` };
  }
  return resolved;
};

const dark: MantineColorsTuple = [
  "#d3d8e0",
  "#b9c0cb",
  "#949dab",
  "#6b7483",
  "#454e5c",
  "#363e4a",
  "#272d37",
  "#1c2129",
  "#171b21",
  "#121519",
];

// The head of a dialog is none of the page.
const withoutBanner = { attributes: { header: { role: "presentation" } } };

// A sheet of paper has a padding, in which what is scrolled would be seen above the head of a dialog.
const dialog = { content: { padding: 0 }, title: { fontWeight: 650 } };

export const theme = createTheme({
  colors: { brand, dark },
  primaryColor: "brand",
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  fontFamily: '"Inter Variable", "Noto Sans Arabic Variable", system-ui, "Segoe UI", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace',
  headings: {
    fontWeight: "650",
    sizes: { h1: { fontSize: "1.6rem" }, h2: { fontSize: "1.2rem" }, h3: { fontSize: "1.05rem" } },
  },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  variantColorResolver,
  components: {
    Anchor: { defaultProps: { underline: "always" } },
    Paper: { defaultProps: { withBorder: true, p: "md" } },
    Card: { defaultProps: { withBorder: true, padding: "md" } },
    // Each list that stays in the page while it is closed is measured and placed all the same, when the screen opens.
    Combobox: { defaultProps: { keepMounted: false } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
    Notification: { styles: { description: { color: "var(--mantine-color-dimmed)" } } },
    Modal: { defaultProps: { centered: true, ...withoutBanner }, styles: dialog },
    Drawer: { defaultProps: { position: "right", size: "lg", ...withoutBanner }, styles: dialog },
  },
});

/** Softer text than Mantine's is not read by everybody: 4.5 to 1 at least, in both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#566072",
    "--mantine-color-placeholder": "#6a7282",
    "--mantine-color-body": "#ffffff",
    "--crm-page": "#f5f7fb",
    "--mantine-color-error": "#c4271c",
    "--mantine-color-anchor": "#314fbd",
  },
  dark: {
    "--mantine-color-dimmed": "#a9b1bd",
    "--mantine-color-placeholder": "#9aa3b0",
    "--crm-page": "#121519",
    "--mantine-color-error": "#ff8a80",
    "--mantine-color-anchor": "#9bb0f7",
  },
});
