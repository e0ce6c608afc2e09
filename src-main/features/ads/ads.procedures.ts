// Binds the contract of ad campaigns to functions; no logic.
import { procedures } from '#main/core/procedures.ts'
import { listAds } from './ads.repository.ts'
import { createAd, deleteAd, getAd, restoreAd, updateAd } from './ads.service.ts'

const { ads } = procedures

export const adsProcedures = {
  list: ads.list.handler(({ input, context }) => listAds(context, input)),
  create: ads.create.handler(({ input, context }) => createAd(context, input)),
  get: ads.get.handler(({ input, context }) => getAd(context, input.id)),
  update: ads.update.handler(({ input, context }) => updateAd(context, input)),
  delete: ads.delete.handler(({ input, context }) => deleteAd(context, input.id)),
  restore: ads.restore.handler(({ input, context }) => restoreAd(context, input.id)),
}
