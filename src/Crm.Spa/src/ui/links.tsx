import {
  Anchor,
  Button,
  Group,
  Paper,
  UnstyledButton,
  type AnchorProps,
  type ButtonProps,
  type PaperProps,
  type UnstyledButtonProps,
} from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { createLink } from "@tanstack/react-router";
import type { ComponentProps } from "react";

type LinkOf<Props> = Props & Omit<ComponentProps<"a">, keyof Props>;

/** Buttons, words and areas that lead to a screen, with its parameters and search checked as the router's own link checks them. */
export const ButtonLink = createLink((props: LinkOf<ButtonProps>) => <Button component="a" {...props} />);

export const AnchorLink = createLink((props: LinkOf<AnchorProps>) => <Anchor {...props} />);

// The router adds a class to a link that leads to where one is.
export const PaperLink = createLink(({ className = "", ...props }: LinkOf<PaperProps>) => (
  <Paper component="a" className={`plain ${className}`} display="block" {...props} />
));

export const UnstyledLink = createLink((props: LinkOf<UnstyledButtonProps>) => (
  <UnstyledButton component="a" display="block" {...props} />
));

/** To the list that a screen was opened from; stands above the screen's heading. */
export const BackLink = createLink(({ children, ...props }: LinkOf<AnchorProps>) => (
  <Anchor size="sm" w="fit-content" display="block" {...props}>
    <Group gap={4} wrap="nowrap" component="span">
      <IconArrowLeft size={16} aria-hidden className="turns" />
      {children}
    </Group>
  </Anchor>
));
