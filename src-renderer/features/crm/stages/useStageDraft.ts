// The stages while they are edited: each with the words in its field, in the order to be.
import { computed, shallowRef, watch } from 'vue'
import { leadFieldWords } from '#shared/leadFields/leadFieldWords.ts'
import { isOpenStage, type LeadStatus } from '#shared/leadFields/leadStatus.ts'
import {
  stageNames,
  stageProblem,
  usualStages,
  type StageSetting,
} from '#shared/rules/leads/stages.ts'

type Language = keyof typeof leadFieldWords
export type StageRow = { status: LeadStatus; text: string }

function rowsOf(stages: readonly StageSetting[], language: Language): StageRow[] {
  const names = stageNames(stages, language)
  return stages.map(({ status }) => ({ status, text: names[status] }))
}

/** @param kept as the settings have them; followed as long as nothing was changed here */
export function useStageDraft(kept: () => readonly StageSetting[], language: () => Language) {
  const usual = computed(() => leadFieldWords[language()].stages)
  const rows = shallowRef<StageRow[]>(rowsOf(kept(), language()))
  /** Our own word is no name of the user's: it follows the language. */
  const draft = computed<StageSetting[]>(() =>
    rows.value.map(({ status, text }) => {
      const name = text.trim()
      return { status, name: name === usual.value[status] ? null : name }
    }),
  )
  const problem = computed(() => stageProblem(draft.value))
  const isSame = computed(() => JSON.stringify(draft.value) === JSON.stringify(kept()))
  const isUsual = computed(() => JSON.stringify(draft.value) === JSON.stringify(usualStages))
  watch([kept, language], ([now, speaks], [before, spoke]) => {
    const wasSame = JSON.stringify(rows.value) === JSON.stringify(rowsOf(before, spoke))
    if (wasSame) rows.value = rowsOf(now, speaks)
  })

  const write = (status: LeadStatus, text: string) =>
    (rows.value = rows.value.map((row) => (row.status === status ? { status, text } : row)))
  const canMove = (at: number, way: -1 | 1): boolean => {
    const [row, other] = [rows.value[at], rows.value[at + way]]
    return (
      row !== undefined &&
      other !== undefined &&
      isOpenStage(row.status) &&
      isOpenStage(other.status)
    )
  }
  function move(at: number, way: -1 | 1): boolean {
    const row = rows.value[at]
    if (row === undefined || !canMove(at, way)) return false
    rows.value = rows.value.toSpliced(at, 1).toSpliced(at + way, 0, row)
    return true
  }
  return {
    ...{ rows, draft, problem, usual, isSame, isUsual, write, canMove, move },
    reset: () => (rows.value = rowsOf(usualStages, language())),
  }
}
