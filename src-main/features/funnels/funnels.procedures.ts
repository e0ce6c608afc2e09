// Binds the contract of funnels to functions; no logic.
import type { AppContract } from '#shared/contract/index.ts'
import { procedures, type ProceduresOf } from '#main/core/procedures.ts'
import { exportFunnel } from './publishing/exportFiles.service.ts'
import { checkOf } from './pages/funnelCheck.service.ts'
import { emailOfCampaign } from './emails/funnelEmails.repository.ts'
import { createEmail, deleteEmail, updateEmail } from './emails/funnelEmails.service.ts'
import { funnelStats } from './statistics/funnelStats.repository.ts'
import { listFunnels } from './funnels.repository.ts'
import {
  createFunnel,
  deleteFunnel,
  duplicateFunnel,
  getFunnel,
  updateFunnel,
} from './funnels.service.ts'
import { listDeletedFunnels, restoreFunnel } from './deletedFunnels.service.ts'
import { addImage, getImage } from './pages/images.repository.ts'
import { createPage, deletePage, getPage, previewPage, updatePage } from './pages/pages.service.ts'
import { publicationOf, publishFunnel } from './publishing/publishing.service.ts'
import {
  pairRelay,
  pullRelay,
  relayStatus,
  renewSaleHook,
  revealSaleHook,
  unpairRelay,
  withdrawUnknown,
} from './relay/relay.service.ts'
import {
  deleteKeptForm,
  listKeptForms,
  resolveKeptForm,
  restoreKeptForm,
} from './relay/keptForms.service.ts'
import { listSales } from './relay/sales.repository.ts'
import { deleteSale, recordSale, restoreSale, updateSale } from './relay/sales.service.ts'
import { listTemplates } from './templates/templates.ts'

const { funnels } = procedures
const { pages, emails, images, relay, sales, keptForms } = funnels

export const funnelsProcedures: ProceduresOf<AppContract['funnels']> = procedures.funnels.router({
  list: funnels.list.handler(({ input, context }) => listFunnels(context, input)),
  create: funnels.create.handler(({ input, context }) =>
    createFunnel(context, input.body, input.query.template),
  ),
  get: funnels.get.handler(({ input, context }) => getFunnel(context, input.id)),
  update: funnels.update.handler(({ input: { id, ...change }, context }) =>
    updateFunnel(context, id, change),
  ),
  delete: funnels.delete.handler(({ input, context }) => deleteFunnel(context, input.id)),
  restore: funnels.restore.handler(({ input, context }) => restoreFunnel(context, input.id)),
  deleted: funnels.deleted.handler(({ context }) => listDeletedFunnels(context)),
  duplicate: funnels.duplicate.handler(({ input, context }) => duplicateFunnel(context, input.id)),
  check: funnels.check.handler(({ input, context }) => checkOf(context, input.id)),
  stats: funnels.stats.handler(({ input, context }) => funnelStats(context, input)),
  templates: funnels.templates.handler(({ input }) => listTemplates(input.language)),
  exportFiles: funnels.exportFiles.handler(({ input, context }) => exportFunnel(context, input.id)),
  publication: funnels.publication.handler(({ input, context }) =>
    publicationOf(context, input.id),
  ),
  publish: funnels.publish.handler(({ input, context }) => publishFunnel(context, input.id)),
  recordSale: funnels.recordSale.handler(({ input, context }) => recordSale(context, input)),
  keptForms: {
    list: keptForms.list.handler(({ context }) => listKeptForms(context)),
    resolve: keptForms.resolve.handler(({ input, context }) => resolveKeptForm(context, input)),
    delete: keptForms.delete.handler(({ input, context }) => deleteKeptForm(context, input.id)),
    restore: keptForms.restore.handler(({ input, context }) => restoreKeptForm(context, input.id)),
  },
  sales: {
    list: sales.list.handler(({ input, context }) => listSales(context.database, input)),
    update: sales.update.handler(({ input: { id, ...change }, context }) =>
      updateSale(context, id, change),
    ),
    delete: sales.delete.handler(({ input, context }) => deleteSale(context, input.id)),
    restore: sales.restore.handler(({ input, context }) => restoreSale(context, input.id)),
  },
  pages: {
    create: pages.create.handler(({ input: { id, ...draft }, context }) =>
      createPage(context, id, draft),
    ),
    get: pages.get.handler(({ input, context }) => getPage(context, input.id)),
    update: pages.update.handler(({ input: { id, ...change }, context }) =>
      updatePage(context, id, change),
    ),
    delete: pages.delete.handler(({ input, context }) => deletePage(context, input.id)),
    preview: pages.preview.handler(({ input, context }) => previewPage(context, input)),
  },
  emails: {
    create: emails.create.handler(({ input: { id, ...email }, context }) =>
      createEmail(context, id, email),
    ),
    update: emails.update.handler(({ input: { id, ...change }, context }) =>
      updateEmail(context, id, change),
    ),
    delete: emails.delete.handler(({ input, context }) => deleteEmail(context, input.id)),
    ofCampaign: emails.ofCampaign.handler(({ input, context }) =>
      emailOfCampaign(context.database, input.campaignId),
    ),
  },
  images: {
    add: images.add.handler(({ input, context }) => addImage(context, input.file)),
    get: images.get.handler(({ input, context }) => getImage(context, input.id)),
  },
  relay: {
    pair: relay.pair.handler(({ input, context }) => pairRelay(context, input)),
    status: relay.status.handler(({ context }) => relayStatus(context)),
    pull: relay.pull.handler(({ context }) => pullRelay(context)),
    revealSaleHook: relay.revealSaleHook.handler(({ context }) => revealSaleHook(context)),
    renewSaleHook: relay.renewSaleHook.handler(({ context }) => renewSaleHook(context)),
    withdrawUnknown: relay.withdrawUnknown.handler(({ input, context }) =>
      withdrawUnknown(context, input.id),
    ),
    unpair: relay.unpair.handler(({ context }) => unpairRelay(context)),
  },
})
