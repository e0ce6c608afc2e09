// Types of icons.js for its test.
export const sizes: number[]
export function sourcesHash(folder: string): string
export function drawIcons(folder: string): Map<string, Buffer>
export function icoOf(images: { width: number; png: Buffer }[]): Buffer
export function icnsOf(images: { type: string; png: Buffer }[]): Buffer
