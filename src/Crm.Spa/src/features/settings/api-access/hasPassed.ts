/** Whether a moment lies behind, as far as this device's clock knows. */
export const hasPassed = (at: string) => new Date(at).getTime() <= Date.now();
