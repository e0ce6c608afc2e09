// The thread that sends: it has its own connection, so that it never shares a transaction, and
// never stalls the window.
import { parentPort, workerData } from 'node:worker_threads'
import type { Credential } from '../accounts/accountCredentials.ts'
import type { FromOutbox, OutboxThreadData, ToOutbox } from './outbox.messages.ts'
import { startOutbox } from './outbox.owner.ts'
import { recoverOutbox } from './outbox.recovery.ts'
import { createRelayNews } from './outbox.relayNews.ts'
import { defaultTiming } from './outbox.settings.ts'

const data = workerData as OutboxThreadData
const asked = new Map<number, (credential: Credential) => void>()
let requests = 0
let clockOffset = data.clockOffset
let relay = data.relay
const relayNews = createRelayNews()
if (relay !== null) relayNews.await()

function tell(message: FromOutbox): void {
  parentPort?.postMessage(message)
}

const outbox = startOutbox({
  files: data.files,
  installKey: data.installKey,
  clock: { now: () => Date.now() + clockOffset },
  timing: { ...defaultTiming, ...data.timing },
  credentialOf: ({ id, host, signInId }, refused) =>
    new Promise((resolve) => {
      requests += 1
      asked.set(requests, resolve)
      const account = { id, host, signInId }
      tell({ kind: 'credential_wanted', request: requests, account, refused })
    }),
  relay: () => relay,
  relayNews,
  changed: (topics) => tell({ kind: 'changed', topics }),
  statusChanged: (status) => tell({ kind: 'status', status }),
  log: (level, message, details) => tell({ kind: 'log', level, message, details }),
  recover: recoverOutbox,
})

parentPort?.on('message', (message: ToOutbox) => {
  switch (message.kind) {
    case 'wake':
      clockOffset = message.clockOffset
      void outbox.wake()
      return
    case 'account_changed':
      outbox.accountChanged(message.accountId)
      return
    case 'credential':
      asked.get(message.request)?.(message.credential)
      asked.delete(message.request)
      return
    case 'relay_answered':
      relayNews.came()
      void outbox.wake()
      return
    case 'damage_found':
      outbox.damageFound()
      return
    case 'relay':
      relay = message.relay
      // Nobody is left who could tell.
      if (relay === null) relayNews.came()
      return
    case 'stop':
      void outbox.stop().finally(() => {
        tell({ kind: 'stopped' })
        parentPort?.close()
      })
  }
})
