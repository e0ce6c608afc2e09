// The campaign whose files the fields of an editor choose from.
import { inject, type InjectionKey } from 'vue'

export const campaignFilesKey: InjectionKey<number> = Symbol('the campaign whose files these are')

/** @throws if no campaign is around the fields */
export function useFilesOfCampaign(): number {
  const id = inject(campaignFilesKey)
  if (id === undefined) throw new Error('There is no campaign around these fields.')
  return id
}
