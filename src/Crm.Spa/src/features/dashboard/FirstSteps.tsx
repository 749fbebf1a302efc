import { Anchor, Box, Button, Group, Progress, Stack, Text, ThemeIcon, VisuallyHidden } from "@mantine/core";
import { IconCheck, IconCircleDashed } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useMe } from "@/api/me";
import { useFormat } from "@/i18n/useFormat";
import { useNotify } from "@/ui/notify";
import { Section } from "@/ui/Section";
import { useSteps, type Step } from "./useSteps";

/** For a company that has no lead yet: what leads to the first, and what of it is done. */
export function FirstSteps() {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const { steps, isKnown, hasLeads } = useSteps();
  const [wasShown, setShown] = useState(false);
  if (isKnown && !hasLeads && !wasShown) {
    setShown(true);
  }
  // Whoever watches sees the first lead tick the last box, and not the list disappear.
  if (!isKnown || (hasLeads && !wasShown)) {
    return null;
  }

  const done = steps.filter((step) => step.isDone).length;
  const next = steps.find((step) => !step.isDone);
  return (
    <Section
      title={hasLeads ? t("steps.arrived") : t("steps.title")}
      description={t("steps.done", { done: format.number(done), all: format.number(steps.length) })}
    >
      <Progress value={(done / steps.length) * 100} aria-label={t("steps.title")} />
      <Stack component="ol" gap="md" m={0} p={0} style={{ listStyle: "none" }}>
        {steps.map((step) => (
          <StepLine key={step.key} step={step} isNext={step === next} />
        ))}
      </Stack>
    </Section>
  );
}

function StepLine({ step, isNext }: { step: Step; isNext: boolean }) {
  const { t } = useTranslation("dashboard");
  return (
    <Group component="li" wrap="nowrap" gap="sm" align="flex-start">
      <ThemeIcon color={step.isDone ? "green" : "gray"} variant="light" radius="xl">
        {step.isDone ? <IconCheck size={16} aria-hidden /> : <IconCircleDashed size={16} aria-hidden />}
      </ThemeIcon>
      <Group flex={1} justify="space-between" gap="xs">
        <Box flex="1 1 260px">
          <Text size="sm" fw={600}>
            {t(`steps.${step.key}.title`)}
            <VisuallyHidden> {step.isDone ? t("steps.isDone") : t("steps.isOpen")}</VisuallyHidden>
          </Text>
          {!step.isDone && (
            <Text size="sm" c="dimmed">
              {t(`steps.${step.key}.text`)}
            </Text>
          )}
        </Box>
        <StepAction step={step} isNext={isNext} />
      </Group>
    </Group>
  );
}

function StepAction({ step, isNext }: { step: Step; isNext: boolean }) {
  const { t } = useTranslation("dashboard");
  if (step.place === null) {
    return step.isDone ? null : <ResendLink isNext={isNext} />;
  }
  return step.isDone ? (
    <Anchor component={Link} {...step.place} size="sm">
      {t(`steps.${step.key}.look`)}
    </Anchor>
  ) : (
    <Button component={Link} {...step.place} size="xs" variant={isNext ? "filled" : "light"}>
      {t(`steps.${step.key}.action`)}
    </Button>
  );
}

function ResendLink({ isNext }: { isNext: boolean }) {
  const { t } = useTranslation("dashboard");
  const { user } = useMe();
  const notify = useNotify();
  const resend = useMutation({
    mutationFn: () => body(api.POST("/api/v1/auth/confirm-email/resend")),
    onSuccess: () => notify.done(t("common:confirmEmail.sent", { email: user.email })),
    onError: notify.failed,
  });
  return (
    <Button size="xs" variant={isNext ? "filled" : "light"} loading={resend.isPending} onClick={() => resend.mutate()}>
      {t("common:confirmEmail.resend")}
    </Button>
  );
}
