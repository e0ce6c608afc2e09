// A local host with one of everything, for the tests that speak REST to it.
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'

export type Json = Record<string, unknown>
export type Operation = {
  operationId: string
  parameters?: { name: string; in: string }[]
  requestBody?: { content: Record<string, unknown> }
}

export type RestSample = {
  host: LocalHostProcess
  /** Every route of the host's own OpenAPI document. */
  operations: { method: string; path: string; operation: Operation }[]
  lead: Json
  campaign: Json
  account: Json
  funnel: Json
  task: Json
}

/** Starts the host and makes a lead, an account with a password, a campaign and a funnel. */
export async function startRestSample(): Promise<RestSample> {
  const host = await startLocalHost()
  const { paths } = (await host.rest('GET', '/openapi.json')).body as {
    paths: Record<string, Record<string, Operation>>
  }
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  )
  const lead = (
    await host.rest('POST', '/marketing/leads', {
      email: 'zoe@exemple.fr',
      firstName: 'Zoé',
      status: 'qualified',
    })
  ).body as Json
  const account = (
    await host.rest('POST', '/marketing/email-accounts', {
      name: 'Local',
      host: '127.0.0.1',
      port: 2525,
      security: 'none',
      fromEmail: 'moi@exemple.fr',
      user: 'moi',
      password: 'canari-secret',
    })
  ).body as Json
  const campaign = (
    await host.rest('POST', '/marketing/campaigns', {
      name: 'Lettre',
      subject: 'Bonjour',
      html: '<p>Bonjour</p>',
      fromEmail: 'moi@exemple.fr',
      recipients: {},
    })
  ).body as Json
  const funnel = (
    await host.rest('POST', '/marketing/funnels?template=guide-fr', { name: 'Guide' })
  ).body as Json
  await host.rest('POST', '/marketing/sequences', { name: 'Accueil' })
  const task = (
    await host.rest('POST', '/marketing/tasks', { title: 'Rappeler', dueAt: '2099-05-31' })
  ).body as Json
  return { host, operations, lead, campaign, account, funnel, task }
}

/** Everything a client can see, to compare before and after. */
export async function everythingOf({ host, lead, funnel }: RestSample): Promise<string> {
  const lists = [
    'leads',
    'campaigns',
    'email-accounts',
    'suppressions',
    'sandbox/messages',
    'funnels',
    'sequences',
    'relay',
    `funnels/${String(funnel['id'])}/stats`,
    `leads/${String(lead['id'])}/interactions`,
    `leads/${String(lead['id'])}/timeline`,
    'tasks',
    'pipeline/stats',
    'retention?view=kept',
  ]
  return JSON.stringify(
    await Promise.all(
      lists.map(async (list) => (await host.rest('GET', `/marketing/${list}`)).body),
    ),
  )
}
