// A sale entered by hand: no money is handled here, only the fact is noted.
import { randomUUID } from 'node:crypto'
import type { Services } from '#main/core/services.ts'
import { addNote } from '#main/features/crm/crm.feature.ts'
import { getSettings } from '#main/features/settings/settings.feature.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { priceText, type PageLanguage } from '#shared/rules/pageWords.ts'
import { insertEvent } from '../statistics/funnelEvents.repository.ts'
import { getFunnelForUpdate } from '../funnels.repository.ts'

type Sale = { id: number; pageId: number; amount: number; leadId: number | null; soldAt?: string }

/**
 * @returns the currency the amount was taken to be in.
 * @throws 404 if the funnel, its page or the lead does not exist
 */
export async function recordSale(services: Services, sale: Sale): Promise<{ currency: string }> {
  const now = services.host.clock.now()
  const at = sale.soldAt === undefined ? now : Date.parse(sale.soldAt)
  const { currency: usual } = getSettings(services)
  return services.database.write(['funnels', 'dashboard', 'crm'], async (transaction) => {
    const { funnel, pages } = await getFunnelForUpdate(transaction, sale.id)
    const page = pages.find(({ id }) => id === sale.pageId)
    if (page === undefined) throw unknownId('page of this funnel', sale.pageId)
    if (
      sale.leadId !== null &&
      (await transaction.count('SELECT count(*) AS n FROM leads WHERE id = ?', [sale.leadId])) === 0
    )
      throw unknownId('lead', sale.leadId)
    const currency = page.offer?.currency ?? usual
    await insertEvent(transaction, {
      eventId: `manual-${randomUUID()}`,
      kind: 'sale',
      at,
      funnelId: sale.id,
      pageId: sale.pageId,
      leadId: sale.leadId,
      amountCents: Math.round(sale.amount * 100),
      currency,
    })
    if (sale.leadId !== null) {
      await addNote(
        transaction,
        sale.leadId,
        {
          subject: saleSubject(funnel.language, sale.amount, currency, page.name),
          content: '',
          at,
        },
        now,
      )
    }
    return { currency }
  })
}

/** How a sale is called in a lead's history. */
export function saleSubject(
  language: PageLanguage,
  amount: number,
  currency: string,
  pageName: string,
): string {
  const price = priceText(amount, currency, language)
  return language === 'fr' ? `Vente : ${price} (${pageName})` : `Sale: ${price} (${pageName})`
}
