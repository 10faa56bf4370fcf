/** The kept library's theme: every variant resolves to ink tokens, so no control ever carries a hue. */
import { createTheme, type VariantColorsResolver } from "@mantine/core";

const ink: VariantColorsResolver = ({ variant }) => {
  switch (variant) {
    case "filled":
      return {
        background: "var(--ink)",
        hover: "var(--ink-2)",
        color: "var(--on-ink)",
        border: "1px solid var(--ink)",
      };
    case "subtle":
    case "transparent":
      return { background: "transparent", hover: "var(--well)", color: "var(--ink)", border: "1px solid transparent" };
    default:
      return { background: "transparent", hover: "var(--well)", color: "var(--ink)", border: "1px solid var(--edge)" };
  }
};

export const theme = createTheme({
  variantColorResolver: ink,
  primaryColor: "gray",
  fontFamily: "var(--sans)",
  respectReducedMotion: true,
  defaultRadius: 4,
  components: {
    Button: { defaultProps: { variant: "default", size: "sm" } },
    SegmentedControl: { defaultProps: { transitionDuration: 0, withItemsBorders: false } },
    Tooltip: { defaultProps: { withArrow: true, transitionProps: { duration: 0 } } },
    Modal: {
      defaultProps: { lockScroll: false, removeScrollProps: { enabled: false }, transitionProps: { duration: 0 } },
    },
    Drawer: {
      defaultProps: { lockScroll: false, removeScrollProps: { enabled: false }, transitionProps: { duration: 0 } },
    },
    Select: {
      defaultProps: {
        allowDeselect: false,
        withScrollArea: false,
        comboboxProps: { transitionProps: { duration: 0 } },
      },
    },
    NumberInput: { defaultProps: { hideControls: true } },
  },
});
