// A real IMAP server for tests: Dovecot in its own processes and folder, installed where that may be done.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as delay } from 'node:timers/promises'

export type Dovecot = {
  port: number
  tlsPort: number
  /** Puts a message into a folder of a mailbox, as a mail server would. */
  deliver(user: string, message: string, folder?: string): void
  /** Puts many in at once. */
  deliverAll(user: string, messages: Iterable<string>, folder?: string): void
  /** File names of a folder, with the flags of each. */
  files(user: string, folder?: string): string[]
  /** Numbers all messages of the inbox anew, under another UIDVALIDITY. */
  renumber(user: string): void
  /** Takes the newest message of the inbox away. */
  removeOne(user: string): void
  log(): string
  stop(): Promise<void>
}

export const imapPassword = 'a-password'

/** True if a server can be started here; installs it where that may be done, else says so. */
export function hasDovecot(): boolean {
  const isThere = isInstalled()
  if (!isThere) console.log('Dovecot is not here (Debian, as root): its mailboxes are not read.')
  return isThere
}

function isInstalled(): boolean {
  if (process.getuid?.() !== 0) return false
  if (existsSync('/usr/sbin/dovecot')) return true
  const install = 'apt-get install -y --no-install-recommends dovecot-imapd'
  spawnSync('sh', ['-c', `${install} || (apt-get update && ${install})`], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 240_000,
  })
  return existsSync('/usr/sbin/dovecot')
}

const idOf = (name: string, option: '-u' | '-g'): number =>
  Number(execFileSync('id', [option, name], { encoding: 'utf8' }))

type Options = {
  tlsOnly?: boolean
  /** An authorisation server whose access tokens are taken, instead of passwords. */
  issuer?: string
}

export async function startDovecot(options: Options = {}): Promise<Dovecot> {
  const folder = mkdtempSync(join(tmpdir(), 'dovecot-'))
  chmodSync(folder, 0o755)
  const [port, tlsPort] = [await freePort(), await freePort()]
  const [uid, gid] = [idOf('mail', '-u'), idOf('mail', '-g')]
  for (const name of ['mail', 'home', 'run', 'state']) mkdirSync(join(folder, name))
  for (const name of ['mail', 'home']) chownSync(join(folder, name), uid, gid)
  if (options.issuer !== undefined)
    writeFileSync(join(folder, 'tokens.conf'), tokenConfiguration(options.issuer))
  writeFileSync(join(folder, 'dovecot.conf'), configuration(folder, port, tlsPort, options))
  const server = spawn('/usr/sbin/dovecot', ['-F', '-c', join(folder, 'dovecot.conf')], {
    stdio: 'ignore',
  })
  const ended = once(server, 'exit')
  await answers(port)
  const box = (user: string, name = 'INBOX') =>
    join(folder, 'mail', user, ...(name === 'INBOX' ? [] : [`.${name}`]))
  let delivered = 0
  function place(path: string, message: string): void {
    delivered += 1
    const name = `${1_700_000_000 + delivered}.M${delivered}P${process.pid}.test`
    const written = join(path, 'tmp', name)
    writeFileSync(written, message.replace(/\r?\n/g, '\r\n'))
    chownSync(written, uid, gid)
    renameSync(written, join(path, 'new', name))
  }
  function ready(user: string, name?: string): string {
    const path = box(user, name)
    for (const part of ['', 'tmp', 'new', 'cur']) {
      const one = join(path, part)
      if (!existsSync(one)) mkdirSync(one, { recursive: true })
    }
    for (const one of [box(user), path, ...['tmp', 'new', 'cur'].map((part) => join(path, part))])
      chownSync(one, uid, gid)
    return path
  }
  return {
    port,
    tlsPort,
    deliver: (user, message, name) => place(ready(user, name), message),
    deliverAll(user, messages, name) {
      const path = ready(user, name)
      for (const message of messages) place(path, message)
    },
    files: (user, name) =>
      ['new', 'cur'].flatMap((part) => {
        const path = join(box(user, name), part)
        return existsSync(path) ? readdirSync(path).map((file) => `${part}/${file}`) : []
      }),
    renumber(user) {
      for (const file of readdirSync(box(user)))
        if (file.startsWith('dovecot')) rmSync(join(box(user), file))
    },
    removeOne(user) {
      const path = join(box(user), 'new')
      const newest = readdirSync(path).sort().at(-1)
      if (newest !== undefined) rmSync(join(path, newest))
    },
    log: () => readFileSync(join(folder, 'log'), 'utf8'),
    async stop() {
      server.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function configuration(
  folder: string,
  port: number,
  tlsPort: number,
  { tlsOnly = false, issuer }: Options,
): string {
  const tls = fileURLToPath(new URL('../../fixtures/tls/', import.meta.url))
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = ${tlsOnly ? 'required' : 'yes'}
ssl_cert = <${tls}certificate.pem
ssl_key = <${tls}key.pem
disable_plaintext_auth = ${tlsOnly ? 'yes' : 'no'}
mail_location = maildir:${folder}/mail/%u
first_valid_uid = 1
mail_uid = mail
mail_gid = mail
auth_failure_delay = 0
mail_max_userip_connections = 100
${issuer === undefined ? passwords : tokens(folder)}
userdb {
  driver = static
  args = uid=mail gid=mail home=${folder}/home/%u
}
namespace inbox {
  inbox = yes
  mailbox Spam {
    auto = create
    special_use = \\Junk
  }
  mailbox Sent {
    auto = create
    special_use = \\Sent
  }
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
`
}

const passwords = `passdb {
  driver = static
  args = password=${imapPassword}
}`
const tokens = (folder: string) => `auth_mechanisms = xoauth2 oauthbearer
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${folder}/tokens.conf
}`
/** It asks the authorisation server about each token. */
const tokenConfiguration = (issuer: string) => `
introspection_mode = post
introspection_url = ${issuer.replace('//', '//mail-server:mail-server@')}/token/introspection
username_attribute = username
active_attribute = active
active_value = true
`

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('There is no free port.')
  return address.port
}

async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const ok = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port })
      socket.once('data', () => (socket.destroy(), resolve(true)))
      socket.once('error', () => resolve(false))
    })
    if (ok) return
    await delay(50)
  }
  throw new Error('Dovecot did not start.')
}
