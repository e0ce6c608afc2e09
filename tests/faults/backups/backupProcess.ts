// An application that backs up and puts back without end, until it is killed. Between its words nothing
// is known of where it stands.
import { createRouterClient } from '@orpc/server'
import { createApp } from '#main/app/createApp.ts'
import { createTestHost } from '../../support/testHost.ts'

const [dataFolder = '', first = ''] = process.argv.slice(2)
const realClock = { now: () => Date.now(), advance: () => undefined, set: () => undefined }

const app = await createApp(await createTestHost({ dataFolder, clock: realClock }), {
  sending: 'off',
})
const client = createRouterClient(app.router, { context: app.services })
process.send?.('ready')
for (let round = 1; ; round += 1) {
  await client.crm.leads.create({ email: `p${process.pid}-${round}@people.example` })
  const made = await client.backups.make()
  await client.backups.restore({ id: round % 2 === 0 ? made.id : Number(first) })
}
