// A domain on a name server of this machine, and what the domain doctor makes of it.
import { generateKeyPairSync } from 'node:crypto'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { DomainCheck, DomainPart } from '#shared/contract/email/domainCheck.ts'
import { checkAccountDomain } from '#main/features/email/domain/domainCheck.service.ts'
import { openDomainDns } from '#main/mail/domain/domainDns.ts'
import { startDnsServer, type DnsServer, type Zone } from '../../../support/dnsServer.ts'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'

export const domain = 'boutique.example'
export const txt = (...pieces: (string | Buffer)[]) => ({ type: 'TXT' as const, pieces })
export const mx = (exchange: string, priority = 10) => ({
  ...{ type: 'MX' as const, priority, exchange },
})
export const a = (address: string) => ({ type: 'A' as const, address })
export const soa = { type: 'SOA' as const }

/** The public half of a new key, as it is published. */
export const rsaKey = (bits: number) =>
  generateKeyPairSync('rsa', { modulusLength: bits })
    .publicKey.export({ format: 'der', type: 'spki' })
    .toString('base64')
export const key2048 = rsaKey(2048)
/** A long text in the pieces that a record takes. */
export const inPieces = (text: string) => txt(...(text.match(/.{1,255}/g) ?? []))

/** What stands around a domain at OVH, and one that does everything right. */
export const around: Zone = {
  'mx1.mail.ovh.net': [a('192.0.2.10')],
  'mx.ovh.com': [txt('v=spf1 ip4:192.0.2.0/24 ?all')],
}
export const fine: Zone = {
  ...around,
  [domain]: [soa, mx('mx1.mail.ovh.net'), txt('v=spf1 include:mx.ovh.com -all'), txt('other=1')],
  [`_dmarc.${domain}`]: [txt(`v=DMARC1; p=quarantine; rua=mailto:dmarc@${domain}`)],
  [`ovhmo1-selector1._domainkey.${domain}`]: [inPieces(`v=DKIM1; k=rsa; p=${key2048}`)],
}

export type Doctor = {
  app: TestApp
  /** What the last name server was asked. */
  questions(): string[]
  accountOf(server: string, fromEmail?: string): Promise<{ id: number }>
  check(
    zone: Zone,
    options?: { server?: string; address?: string; selector?: string; truncates?: boolean },
  ): Promise<DomainCheck>
}

/** One application for a file of tests, and a name server for each check. */
export function useDoctor(): Doctor {
  let dns: DnsServer | null = null
  const doctor = {} as Doctor // `app` comes before the first test.
  beforeAll(async () => void (doctor.app = await createTestApp()))
  afterEach(async () => {
    await dns?.stop()
    dns = null
  })
  afterAll(() => doctor.app.remove())
  doctor.questions = () => dns?.questions ?? []
  doctor.accountOf = (server, fromEmail = `contact@${domain}`) =>
    doctor.app.client.email.accounts.create({
      ...{ name: 'Boutique', host: server, port: 465, security: 'tls', fromEmail },
    })
  doctor.check = async (zone, options = {}) => {
    const { server = 'ssl0.ovh.net', address, selector, truncates = false } = options
    const { id } = await doctor.accountOf(server, address)
    await dns?.stop()
    const started = (dns = await startDnsServer(zone, { truncates }))
    return checkAccountDomain(doctor.app.services, { id, selector }, undefined, (signal) =>
      openDomainDns(signal, [started.address]),
    )
  }
  return doctor
}

export function partOf(checked: DomainCheck, name: DomainPart['part']): DomainPart {
  const found = checked.parts.find(({ part }) => part === name)
  if (found === undefined) throw new Error(`There is no part ${name}.`)
  return found
}
export const codesOf = (checked: DomainCheck, name: DomainPart['part']) =>
  partOf(checked, name).findings.map(({ code }) => code)
export const verdictsOf = (checked: DomainCheck) =>
  Object.fromEntries(checked.parts.map(({ part, verdict }) => [part, verdict]))
export const valuesOf = (checked: DomainCheck, name: DomainPart['part']) =>
  partOf(checked, name).records.map(({ value }) => value)
