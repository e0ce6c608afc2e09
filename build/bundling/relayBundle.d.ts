// Types of relayBundle.js, for tests.
export const relayFile: string
export function ensureRelayBuilt(say: (line: string) => void): Promise<{ code: number | null }>
