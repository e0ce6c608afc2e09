// Pages as plain data, set in print by a thread of its own.
import { startTask } from '../task.ts'

export type Node = { [name: string]: unknown }
export type PrintedPages = {
  title: string
  author: string
  footer: string
  content: Node[]
  styles: Record<string, Node>
}

/** @returns a PDF with its fonts inside */
export const setPages = (pages: PrintedPages): Promise<Uint8Array> =>
  startTask<PrintedPages, Uint8Array>(new URL('./report.worker.ts', import.meta.url), pages).outcome
