/** The policy of the page admits style elements that carry this only; undefined where the page has no policy. */
export const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce || undefined;

// Libraries below the component library, such as what locks the scrolling behind a dialog, look for it here.
Object.assign(globalThis, { __webpack_nonce__: nonce });
