// The application that imports a file, in a process of its own: its memory is that of the import,
// not of what made the file and the bare comparison.
import { openAsBlob } from 'node:fs'
import { createTestApp, type TestApp } from '../support/testApp.ts'
import { withStallMeasured } from './eventLoopStall.ts'
import { withPeakMemory } from './ownProcess.ts'

export type ImportMeasured = {
  seconds: number
  /** Longest stall of the thread that serves the window, in milliseconds. */
  stall: number
  /** Of the whole process, in megabytes. */
  peak: number
  /** From a cancellation halfway until nothing was left, in milliseconds. */
  cancelled: number
}

type Upload = { uploadId: string; mapping: Record<string, 'email'> }

async function upload(app: TestApp, path: string): Promise<Upload> {
  const preview = await app.client.crm.imports.preview({
    file: new File([await openAsBlob(path)], 'bench.csv'),
  })
  const mapped = preview.columns.flatMap(({ index, field }) =>
    field === null ? [] : [[String(index), field]],
  )
  return { uploadId: preview.uploadId, mapping: Object.fromEntries(mapped) as Upload['mapping'] }
}

/** A window stays in use meanwhile: a page of the list, as while scrolling. */
async function scroll(app: TestApp): Promise<void> {
  await app.client.crm.leads.list({ withTotal: false })
  await new Promise((resolve) => setTimeout(resolve, 20))
}

async function importWhole(app: TestApp, given: Upload, leads: number): Promise<void> {
  const { id } = await app.client.crm.imports.start(given)
  for (;;) {
    const run = await app.client.crm.imports.get({ id })
    if (run.state === 'running') await scroll(app)
    else if (run.buckets.created === leads) return
    else throw new Error(`Imported ${run.buckets.created} of ${leads} (${run.state}).`)
  }
}

/** Cancels in the middle of the file. @returns milliseconds until it was over; nothing is left then */
async function cancelHalfway(app: TestApp, given: Upload): Promise<number> {
  const { id } = await app.client.crm.imports.start(given)
  while ((await app.client.crm.imports.get({ id })).progress < 0.5) await scroll(app)
  const began = performance.now()
  const run = await app.client.crm.imports.cancel({ id })
  const milliseconds = performance.now() - began
  const { total } = await app.client.crm.leads.list({})
  if (run.state !== 'cancelled' || total !== 0)
    throw new Error(`A cancelled import (${run.state}) left ${total} leads.`)
  return milliseconds
}

async function measure(path: string, leads: number): Promise<ImportMeasured> {
  const app = await createTestApp()
  const cancelled = await cancelHalfway(app, await upload(app, path))
  const given = await upload(app, path)
  const began = performance.now()
  const { result, peak } = await withPeakMemory(() =>
    withStallMeasured(() => importWhole(app, given, leads)),
  )
  const seconds = (performance.now() - began) / 1000
  await app.remove()
  return { seconds, stall: result.stall, peak, cancelled }
}

const [path = '', leads = ''] = process.argv.slice(2)
process.send?.(await measure(path, Number(leads)))
process.disconnect()
