// What an import counts and reports as it goes.
import {
  sourceKinds,
  type KindCounts,
  type SourceKind,
  type WeboxCounts,
  type WeboxProblem,
} from '#shared/contract/webox.contract.ts'
import { shorten, wellFormed } from './sourceCells.ts'

export type Outcome = Exclude<keyof KindCounts, 'found'>

export type ImportReport = {
  counts: WeboxCounts
  problems: WeboxProblem[]
  /** One source row found, and what became of it. */
  count(kind: SourceKind, outcome: Outcome): void
  changed(table: string, id: string, reason: WeboxProblem['reason'], detail?: string): void
  refused(table: string, id: string, reason: WeboxProblem['reason'], detail?: string): void
}

const maxDetailLength = 200

export function emptyCounts(): WeboxCounts {
  return Object.fromEntries(
    sourceKinds.map((kind) => [kind, { found: 0, created: 0, merged: 0, refused: 0 }]),
  ) as WeboxCounts
}

export function createReport(): ImportReport {
  const counts = emptyCounts()
  const problems: WeboxProblem[] = []
  const note =
    (outcome: WeboxProblem['outcome']) =>
    (table: string, id: string, reason: WeboxProblem['reason'], detail = '') =>
      void problems.push({
        table,
        id: shorten(id, maxDetailLength),
        outcome,
        reason,
        detail: shorten(
          // eslint-disable-next-line no-control-regex
          wellFormed(detail.replace(/[\u0000-\u001f\u007f]+/g, ' ')).trim(),
          maxDetailLength,
        ),
      })
  return {
    counts,
    problems,
    count(kind, outcome) {
      counts[kind].found += 1
      counts[kind][outcome] += 1
    },
    changed: note('changed'),
    refused: note('refused'),
  }
}
