// Types of layout.js, for its tests.
export const targets: string[]
export function layOut(folder: string, options: { for: string[]; kind?: 'desktop' | 'npm' }): void
export function asProgram(script: string): string
