// What the application makes of its texts in resources/, one hash a thing that is made: a change of
// words, or of how they are put together, shows as the line of what it changed.
import { createHash } from 'node:crypto'
import { funnelTypes } from '#shared/contract/funnels.contract.ts'
import {
  CampaignBrief,
  FunnelBrief,
  campaignTypes,
  tones,
} from '#shared/contract/generation.contract.ts'
import { languages } from '#shared/contract/settings.contract.ts'
import { budgetPlan } from '#main/features/assistant/builtin/budgetPlan.ts'
import { writeCampaign } from '#main/features/assistant/builtin/campaignWriter.ts'
import { writeFunnel } from '#main/features/assistant/builtin/funnelWriter.ts'
import {
  listTemplates,
  templateById,
  templatePages,
} from '#main/features/funnels/templates/templates.ts'
import { welcomeEmail } from '#main/features/funnels/templates/welcomeEmails.ts'
import type { TestApp } from './testApp.ts'

const known = {
  businessName: 'Atelier Léon',
  businessEmail: 'bonjour@atelier.example',
  businessAddress: '1 rue du Bois\n69000 Lyon',
  currency: 'EUR',
}
const unknown = { businessName: '', businessEmail: '', businessAddress: '', currency: 'EUR' }
const businesses = [known, unknown]
// Several topics, goals and audiences: which of several texts is chosen depends on them.
const topics = ['Les soins du visage en hiver', 'New opening hours?', 'Zinc', 'La foire du 3 mai']
const goals = ['', 'vendre', 'rendez-vous', 'visit our shop', 's’inscrire', 'votre avis', 'lire']
const audiences = ['', 'artisans', 'clients fidèles', 'prospects', 'familles']

/** Same value, same hash: the order of an object's keys says nothing. */
export function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex')
    .slice(0, 16)
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}

/** Names and hashes of everything that is made of texts alone. */
export function textHashes(): Record<string, string> {
  return { ...templateHashes(), ...campaignHashes(), ...funnelHashes(), ...budgetHashes() }
}

function templateHashes() {
  const { items } = listTemplates(undefined)
  const hashes = items.map((item) => {
    const template = templateById(item.id)
    if (template === null) throw new Error(`The list names ${item.id}, which does not exist`)
    const made = businesses.map((business) => [
      // The hashes are of a time when an offer was stored as text.
      templatePages(template, business).map((page) => ({
        ...page,
        offer: page.offer && JSON.stringify(page.offer),
      })),
      welcomeEmail(template, business, 'Mon tunnel'),
    ])
    const { name, description, tag, theme } = template
    return [`template ${item.id}`, hashOf([item, name, description, tag, theme, made])] as const
  })
  return {
    'template list': hashOf(items.map(({ id }) => id)),
    ...Object.fromEntries(hashes),
  }
}

// Every goal with every topic; the audiences take turns.
const combinations = topics.flatMap((topic, turn) =>
  goals.map((goal, index) => ({
    topic,
    goal,
    targetAudience: audiences[(index + turn) % audiences.length],
    business: businesses[turn % businesses.length] ?? known,
  })),
)

function campaignHashes() {
  return Object.fromEntries(
    languages.flatMap((language) =>
      campaignTypes.flatMap((campaignType) =>
        tones.map((tone) => [
          `campaign ${campaignType} ${tone} ${language}`,
          hashOf(
            combinations.map(({ business, ...words }) =>
              writeCampaign(
                CampaignBrief.parse({ ...words, campaignType, tone }),
                language,
                business,
              ),
            ),
          ),
        ]),
      ),
    ),
  )
}

function funnelHashes() {
  return Object.fromEntries(
    languages.flatMap((language) =>
      funnelTypes.map((funnelType) => [
        `funnel ${funnelType} ${language}`,
        hashOf(
          combinations.map(({ business, ...words }) =>
            writeFunnel(FunnelBrief.parse({ ...words, funnelType }), language, business),
          ),
        ),
      ]),
    ),
  )
}

function budgetHashes() {
  const budgets = [0, 12.34, 120, 2_500]
  return Object.fromEntries(
    languages.map((language) => [
      `budget ${language}`,
      hashOf(
        funnelTypes.flatMap((type) => budgets.map((budget) => budgetPlan(budget, type, language))),
      ),
    ]),
  )
}

/** The words of the demo data, as they stand in an application that was empty. */
export async function demoHash(app: TestApp): Promise<string> {
  await app.client.system.loadDemoData()
  const { database } = app.services
  return hashOf([
    database.query(
      `SELECT first_name, last_name, email, phone, company, status, estimated_value_cents, source
       FROM leads ORDER BY id`,
    ),
    database.query('SELECT lead_id, type, subject FROM interactions ORDER BY id'),
    database.query('SELECT name, subject, preheader, html FROM campaigns ORDER BY id'),
  ])
}
