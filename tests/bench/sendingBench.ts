import type { BenchRow } from './benchReport.ts'
export async function benchSending(_messages: number): Promise<BenchRow[]> { return [] }
