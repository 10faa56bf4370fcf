/** What a refused transaction may leave in the state: its nonce, and its entry in the paths of those whom it names. */
export const tracesRefusal = (key: string): boolean => /^(?:nonce|log|logentry)\/|^due\/a\/\d+\/unlog\//.test(key);
