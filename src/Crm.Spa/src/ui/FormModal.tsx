import { Modal, type ModalProps } from "@mantine/core";
import { useTranslation } from "react-i18next";

type Props = Omit<ModalProps, "opened" | "onClose" | "closeOnClickOutside"> & {
  close: () => void;
  /** Something was typed that a click beside the form must not throw away. */
  isDirty: boolean;
};

/** A form that stands before the screen for as long as it is rendered. */
export function FormModal({ close, isDirty, ...props }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={close}
      closeOnClickOutside={!isDirty}
      closeButtonProps={{ "aria-label": t("close") }}
      {...props}
    />
  );
}
