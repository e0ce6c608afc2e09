// Fills a database in a process of its own, whose memory goes with it.
import { seedLeads } from './seedLeads.ts'

const [path = '', leads = ''] = process.argv.slice(2)
seedLeads(path, 0, Number(leads), Date.now())
process.send?.('done')
process.disconnect()
