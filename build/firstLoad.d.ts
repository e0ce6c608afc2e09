// Types of firstLoad.js, for tests and the bench.
export const maxFirstLoadBytes: number
export function firstLoadFiles(outRendererDir: string): { file: string; bytes: number }[]
export function firstLoadBytes(outRendererDir: string): number
