// The relay with everything on (counting, sealing, synced commits) beside a bare node:http answer
// of the same bytes, in the same run.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { formInputs } from '#shared/rules/relayPages.ts'
import { createRelayClient } from '#main/relay/relayClient.ts'
import { memorySecrets } from '#main/platform/secrets/secrets.ts'
import { percentile, type BenchRow } from '../../bench/benchReport.ts'
import { formKey, formTimeOf, sampleBundle, startRelay } from '../../support/relayProcess.ts'
import { loadAtPace, loadFully, type Asked, type Load } from './httpLoad.ts'

const connections = 64
const turnLength = 2_000
const turns = 3
/** What a form must bear, per second, while it is being pulled. */
const pace = 500
/** About the size of a real page. */
const filler =
  `<p>${'Un paragraphe comme il y en a sur une page de vente. '.repeat(40)}</p>`.repeat(8)

/** Each form has a limit of its own, so there are many. */
const formKeys = [formKey, ...Array.from({ length: 31 }, (_, index) => `form${1_000 + index}`)]

function benchBundle() {
  const bundle = sampleBundle()
  const withForms = (forms: (typeof bundle)['pages'][number]['forms']) => {
    const form = forms[formKey]
    return form === undefined ? forms : Object.fromEntries(formKeys.map((key) => [key, form]))
  }
  return {
    ...bundle,
    pages: bundle.pages.map((page) => ({
      ...page,
      forms: withForms(page.forms),
      html: page.html.replace('</main>', `${filler}</main>`),
    })),
  }
}

export async function benchRelay(): Promise<BenchRow[]> {
  const relay = await startRelay()
  const client = createRelayClient({ secrets: memorySecrets() })
  await client.pair(relay.url, relay.code ?? '')
  await client.publish(benchBundle())
  const page = `${relay.url}/f/guide-gratuit/`
  const html = await (await fetch(page)).text()
  const bare = fork(
    fileURLToPath(new URL('./bareServer.ts', import.meta.url)),
    [Buffer.from(html).toString('base64')],
    { execArgv: [] },
  )
  const [barePort] = (await once(bare, 'message')) as [number]
  const relayPort = Number(new URL(relay.url).port)
  const time = await formTimeOf(page)
  // A form younger than two seconds is taken for a program's.
  await delay(2_300)
  const body = new URLSearchParams({
    [formInputs.time]: time,
    [formInputs.honeypot]: '',
    firstName: 'Anna',
    email: 'anna@mail.example',
    consent: 'yes',
  }).toString()
  const post = (key: string): Asked => ({
    method: 'POST',
    path: `/f/guide-gratuit/inscription/form/${key}`,
    body,
  })
  const asked: [string, number, Asked[]][] = [
    ['page', 200, [{ method: 'GET', path: '/f/guide-gratuit/' }]],
    ['click', 303, [{ method: 'GET', path: '/go/guide-gratuit/offre/declined' }]],
    ['form post', 303, formKeys.map(post)],
  ]
  const rows: BenchRow[] = []
  try {
    // First, while every form that waits is one of its own.
    rows.push(...(await paced(relayPort, barePort, post(formKey), client)))
    for (const [name, status, requests] of asked)
      rows.push(...compared(name, await inTurns(relayPort, barePort, requests), status))
  } finally {
    bare.kill()
    await relay.remove()
  }
  return rows
}

type Both = { ours: Load[]; bare: Load[] }

/**
 * Taking turns, so that a neighbour on the machine spoils neither alone; once round first, to warm
 * both up.
 */
async function inTurns(relayPort: number, barePort: number, requests: Asked[]): Promise<Both> {
  const both: Both = { ours: [], bare: [] }
  for (const port of [barePort, relayPort])
    await loadFully(port, requests, connections, turnLength / 2)
  for (let turn = 0; turn < turns; turn += 1) {
    both.bare.push(await loadFully(barePort, requests, connections, turnLength))
    both.ours.push(await loadFully(relayPort, requests, connections, turnLength))
  }
  return both
}

const best = (loads: Load[]): Load =>
  loads.reduce((most, load) => (load.perSecond > most.perSecond ? load : most))

function compared(name: string, both: Both, status: number): BenchRow[] {
  const [ours, bare] = [best(both.ours), best(both.bare)]
  const isRight = both.ours.every(({ statuses }) => statuses.size === 1 && statuses.has(status))
  const ratio = ours.perSecond / bare.perSecond
  const isBound = name === 'page'
  return [
    {
      name: `relay ${name}, bare`,
      leads: 0,
      value: bare.perSecond,
      unit: '/s',
      ratio: null,
      target: '',
      ok: true,
    },
    {
      name: `relay ${name}`,
      leads: 0,
      value: ours.perSecond,
      unit: '/s',
      ratio,
      target: isBound ? '>= 0.5 of bare' : `only ${status}`,
      ok: isRight && (!isBound || ratio >= 0.5),
    },
    ...latencyRows(`relay ${name}`, ours, bare),
  ]
}

function latencyRows(name: string, ours: Load, bare: Load): BenchRow[] {
  const [mine, theirs] = [ours, bare].map(({ latencies }) => percentile(latencies, 0.99)) as [
    number,
    number,
  ]
  return [
    {
      name: `${name}, p99`,
      leads: 0,
      value: mine,
      unit: 'ms',
      ratio: mine / theirs,
      target: '',
      ok: true,
    },
  ]
}

/** At the pace that is asked of it, while the desktop pulls and acknowledges without a pause. */
async function paced(
  relayPort: number,
  barePort: number,
  request: Asked,
  client: ReturnType<typeof createRelayClient>,
): Promise<BenchRow[]> {
  const bare = await loadAtPace(barePort, request, pace, 5_000)
  let isPulling = true
  const pulling = (async () => {
    let cursor = ''
    for (let pulled = 0; ;) {
      const { events, waiting } = await client.pull(cursor)
      const last = events.at(-1) as { id: string } | undefined
      pulled += events.filter((event) => (event as { kind: string }).kind === 'form').length
      if (last !== undefined) {
        cursor = last.id
        await client.acknowledge(cursor)
      }
      if (!isPulling && waiting === 0 && last === undefined) return pulled
      await delay(5)
    }
  })()
  const ours = await loadAtPace(relayPort, request, pace, 5_000)
  isPulling = false
  const pulled = await pulling
  const taken = ours.statuses.get(303) ?? 0
  const isWhole = taken === ours.latencies.length && pulled === taken
  return [
    {
      name: `relay form post at ${pace}/s while pulled`,
      leads: 0,
      value: (100 * taken) / ours.latencies.length,
      unit: '%',
      ratio: pulled / taken,
      target: '100 % taken and pulled',
      ok: isWhole,
    },
    ...latencyRows(`relay form post at ${pace}/s`, ours, bare),
  ]
}
