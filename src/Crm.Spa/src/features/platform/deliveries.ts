/** What may have become of a delivery. */
export const DELIVERY_STATUSES = ["pending", "processed", "parked", "quarantined"] as const;

export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];
