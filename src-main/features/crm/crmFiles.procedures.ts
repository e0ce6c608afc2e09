// Binds the contract of what leaves the CRM as a file to functions; no logic.
import { procedures } from '#main/core/procedures.ts'
import { cancelExport, exportLeads, exportProgress } from './export/leadExport.service.ts'
import { personalDataOf } from './personalData/access.service.ts'
import { personalDataPdf } from './personalData/accessPdf.service.ts'
import { erasePerson } from './personalData/erasure.service.ts'
import { bringScoresUpToDate } from './leads/scoreAging.service.ts'

const { exports, personalData } = procedures.crm

export const crmFileProcedures = {
  personalData: {
    get: personalData.get.handler(({ input, context }) => personalDataOf(context, input.id)),
    pdf: personalData.pdf.handler(({ input, context }) => personalDataPdf(context, input)),
    erase: personalData.erase.handler(({ input, context }) => erasePerson(context, input.id)),
  },
  exports: {
    csv: exports.csv.handler(async ({ input, context }) => {
      await bringScoresUpToDate(context)
      return exportLeads(context, 'csv', input)
    }),
    xlsx: exports.xlsx.handler(async ({ input, context }) => {
      await bringScoresUpToDate(context)
      return exportLeads(context, 'xlsx', input)
    }),
    vcf: exports.vcf.handler(({ input, context }) => exportLeads(context, 'vcf', input)),
    progress: exports.progress.handler(({ input, context }) =>
      exportProgress(context, input.exportId),
    ),
    cancel: exports.cancel.handler(({ input, context }) => cancelExport(context, input.exportId)),
  },
}
