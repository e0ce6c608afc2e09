// Types of contents.js, for its tests.
export type PackedFile = { path: string; bytes: number }
type Limits = { bytes: number; files: number }
export const limits: Limits
export function filesOf(folder: string): PackedFile[]
export function archived(files: PackedFile[]): PackedFile[]
export function sizeProblems(files: PackedFile[], most?: Limits): string[]
export function sizeLine(files: PackedFile[]): string
export function problemsOf(folder: string, systems: string[], kind?: 'desktop' | 'npm'): string[]
