// The answer to a request for access as a PDF that a person reads, set in print by a thread.
import type { Language } from '#shared/contract/settings.contract.ts'
import type { Services } from '#main/core/services.ts'
import {
  businessZone,
  getSettings,
  stageNamesOf,
} from '#main/features/settings/settings.feature.ts'
import { setPages } from '#main/platform/print/printedPages.ts'
import { personalDataOf } from './access.service.ts'
import { accessPages } from './accessPages.ts'

const fileNames: Record<Language, string> = { fr: 'donnees-personnelles', en: 'personal-data' }

/** @throws 404 if there is no such lead */
export async function personalDataPdf(
  services: Services,
  { id, language }: { id: number; language: Language },
): Promise<File> {
  const data = await personalDataOf(services, id)
  const { businessName, businessAddress, businessEmail } = getSettings(services)
  const pdf = await setPages(
    accessPages(data, {
      language,
      business: { name: businessName, address: businessAddress, email: businessEmail },
      stageNames: stageNamesOf(services, language),
      timeZone: businessZone(services),
    }),
  )
  return new File([new Uint8Array(pdf)], `${fileNames[language]}-${id}.pdf`, {
    type: 'application/pdf',
  })
}
