// Demo data for an empty application: people of a small business's trade, what happened with them,
// a campaign, a funnel and a sequence to start from: drafts all of them, nothing is on.
import type { SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'
import type { Services } from '#main/core/services.ts'
import { apiError } from '#main/platform/apiError.ts'
import { addInteraction, createLead, pipelineStats } from '#main/features/crm/crm.feature.ts'
import { createCampaign } from '#main/features/email/email.feature.ts'
import { createFunnel } from '#main/features/funnels/funnels.feature.ts'
import { createSequence } from '#main/features/sequences/sequences.feature.ts'
import { languageOf } from '#main/features/settings/settings.feature.ts'
import { demoTexts, type DemoTexts } from './demoTexts.ts'

const howMany = 48
const day = 24 * 60 * 60 * 1000

/**
 * Writes demo leads through the same functions as a person's clicks, dated over the last two
 * months.
 * @throws 409 if there are leads already: demo data is never mixed with real people
 */
export async function loadDemoData(services: Services): Promise<{ leads: number }> {
  if (pipelineStats(services.database).totalLeads > 0) {
    throw apiError(
      'CONFLICT',
      'has_leads',
      'Demo data is for an empty application: there are leads already.',
    )
  }
  const now = services.host.clock.now()
  const texts = demoTexts(languageOf(services))
  for (let index = 0; index < howMany; index += 1) {
    const age = howMany - index
    const at = {
      ...services,
      host: { ...services.host, clock: { now: () => now - Math.round(age * 1.2 * day) } },
    }
    const lead = await createLead(at, demoLead(index, texts))
    if (index % 3 === 0) {
      const type = (['call', 'email', 'meeting'] as const)[index % 9 === 0 ? 2 : index % 2]
      await addInteraction(
        { ...at, host: { ...at.host, clock: { now: () => now - Math.round(age * 0.6 * day) } } },
        {
          id: lead.id,
          type: type ?? 'note',
          subject: texts.interactions[index % texts.interactions.length] ?? null,
        },
      )
    }
  }
  await createCampaign(services, { ...texts.campaign, recipients: { status: 'qualified' } })
  await createFunnel(services, {}, texts.funnelTemplate)
  await addSequence(services, texts.sequence)
  return { leads: howMany }
}

/** Off, as it is made: who begins to be at the stage of a proposal is written to, once it is turned on. */
async function addSequence(services: Services, { name, emails }: DemoTexts['sequence']) {
  const steps: SequenceStep[] = []
  for (const [at, { subject, html }] of emails.entries()) {
    const campaign = await createCampaign(services, { name: subject, subject, html })
    const pause = { kind: 'wait', amount: at === 0 ? 1 : 3, unit: 'days', notBefore: null } as const
    steps.push(
      { ...pause, key: `wait${at + 1}` },
      { kind: 'send', key: `send${at + 1}`, campaignId: campaign.id },
    )
  }
  const isProposal = { field: 'status', op: 'is', value: 'proposal' } as const
  await createSequence(services, {
    ...{ name, steps, start: { kind: 'filter', filter: { all: [isProposal] } } },
    exits: { reply: true, won: true, filter: null },
    topic: null,
  })
}

function demoLead(
  index: number,
  { firstNames, lastNames, companies, statuses, values, sources }: DemoTexts,
) {
  const pick = <T>(list: readonly T[], step: number): T => list[(index * step) % list.length] as T
  const firstName = pick(firstNames, 5)
  // Both lists begin again together: another round takes other pairs, so that nobody is there twice.
  const round = Math.floor((index * 2) / howMany)
  const lastName = lastNames[(index * 3 + round) % lastNames.length] ?? ''
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/[^A-Za-z]+/g, '')
      .toLowerCase()
  return {
    firstName,
    lastName,
    email: `${plain(firstName)}.${plain(lastName)}${index}@exemple.example`,
    phone:
      index % 4 === 0
        ? null
        : `+33 6 00 00 ${String(10 + index).padStart(2, '0')} ${String(90 - index).padStart(2, '0')}`,
    company: pick(companies, 7),
    status: pick(statuses, 3),
    estimatedValue: pick(values, 5),
    source: pick(sources, 1),
    tags: index % 5 === 0 ? ['vip'] : [],
  }
}
