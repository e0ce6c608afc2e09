// The rules of the score by points: what is read, set, and tried.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import type { ScoreRules } from '#shared/rules/scoreRules.ts'
import { api } from '../../../api/apiClient.ts'

export const scoreRulesQuery = defineQueryOptions({
  key: ['crm', 'scoring', 'rules'],
  query: ({ signal }) => api.crm.scoring.rules.get(undefined, { signal }),
})

export const useSetScoreRules = () =>
  useMutation({ mutation: (rules: ScoreRules) => api.crm.scoring.rules.set(rules) })
export const usePreviewScoreRules = () =>
  useMutation({ mutation: (rules: ScoreRules) => api.crm.scoring.rules.preview(rules) })
