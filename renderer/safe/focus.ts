/** A ref that focuses its element when a screen arrives: each step of the first start has one place to begin. */
export const focusOnArrival = (element: HTMLElement | null): void => element?.focus();
