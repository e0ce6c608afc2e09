// The domain doctor: what a name server on this machine says of a domain, and what is made of it.
import { describe, expect, it } from 'vitest'
import {
  checkAccountDomain,
  lastDomainCheck,
} from '#main/features/email/domain/domainCheck.service.ts'
import { openDomainDns } from '#main/mail/domain/domainDns.ts'
import { startDnsServer, type Zone } from '../../../support/dnsServer.ts'
import {
  around,
  codesOf,
  domain,
  fine,
  inPieces,
  key2048,
  mx,
  partOf,
  soa,
  txt,
  useDoctor,
  valuesOf,
  verdictsOf,
} from './domainDoctor.ts'
import { errorReasonOf } from '../../../support/testApp.ts'

const doctor = useDoctor()

describe('a domain', () => {
  it('that does everything right is told so, with nothing to copy', async () => {
    const checked = await doctor.check(fine, { selector: 'ovhmo1-selector1' })
    expect(verdictsOf(checked)).toEqual({
      ...{ mx: 'right', spf: 'right', dkim: 'right', dmarc: 'right', alignment: 'right' },
    })
    expect(checked.parts.flatMap(({ records }) => records)).toEqual([])
    expect(checked).toMatchObject({ domain, freeMail: null, provider: { name: 'OVHcloud' } })
    expect(codesOf(checked, 'alignment')).toEqual(['aligned_both'])
  })

  it('without anything is told what is missing, and the exact records to copy', async () => {
    const checked = await doctor.check({
      ...around,
      [domain]: [soa, mx('mx1.mail.ovh.net')],
    })
    expect(verdictsOf(checked)).toMatchObject({
      ...{ mx: 'right', spf: 'missing', dkim: 'unchecked', dmarc: 'missing' },
    })
    expect(partOf(checked, 'spf').records).toEqual([
      {
        ...{ type: 'TXT', host: domain, name: '@', replaces: [] },
        value: 'v=spf1 include:mx.ovh.com ~all',
      },
    ])
    expect(partOf(checked, 'dmarc').records).toEqual([
      {
        ...{ type: 'TXT', host: `_dmarc.${domain}`, name: '_dmarc', replaces: [] },
        value: `v=DMARC1; p=none; rua=mailto:contact@${domain}`,
      },
    ])
  })

  it('that nobody knows is not said to lack records', async () => {
    const checked = await doctor.check({ 'other.example': [soa] })
    expect(new Set(Object.values(verdictsOf(checked)))).toEqual(new Set(['unchecked']))
    expect(codesOf(checked, 'spf')).toEqual(['domain_unknown'])
  })

  it.each(['servfail', 'refused'] as const)(
    'whose name server answers %s is not checked, and not missing',
    async (answer) => {
      const checked = await doctor.check({ ...around, [domain]: answer })
      expect(new Set(Object.values(verdictsOf(checked)))).toEqual(new Set(['unchecked']))
      expect(partOf(checked, 'dmarc').findings[0]?.code).toBe('unanswered')
      expect(checked.parts.flatMap(({ records }) => records)).toEqual([])
    },
  )

  it('is not checked while this computer is offline', async () => {
    const { id } = await doctor.accountOf('ssl0.ovh.net')
    // Nobody listens there.
    const checked = await checkAccountDomain(doctor.app.services, { id }, undefined, (signal) =>
      openDomainDns(signal, ['127.0.0.1:9']),
    )
    expect(new Set(Object.values(verdictsOf(checked)))).toEqual(new Set(['unchecked']))
  })

  it('is told what could be read where one part of it is not answered', async () => {
    const checked = await doctor.check({ ...fine, [`_dmarc.${domain}`]: 'servfail' })
    expect(verdictsOf(checked)).toMatchObject({ spf: 'right', dmarc: 'unchecked' })
    expect(partOf(checked, 'dmarc').records).toEqual([])
  })

  it('is asked over TCP where an answer is too long', async () => {
    const checked = await doctor.check(fine, { selector: 'ovhmo1-selector1', truncates: true })
    expect(verdictsOf(checked)).toMatchObject({ spf: 'right', dkim: 'right' })
    expect(doctor.questions()).toContain(`tcp TXT ${domain}`)
  })

  it('is asked at its own name in the alphabet of the DNS', async () => {
    const checked = await doctor.check(
      { 'xn--caf-dma.example': [soa, txt('v=spf1 include:mx.ovh.com -all')], ...around },
      { address: 'contact@café.example' },
    )
    expect(checked.domain).toBe('xn--caf-dma.example')
    expect(partOf(checked, 'spf').verdict).toBe('right')
    expect(valuesOf(checked, 'dmarc')[0]).toContain('mailto:contact@xn--caf-dma.example')
  })

  it('of this computer or network is nobody’s to ask about', async () => {
    const checked = await doctor.check(fine, { address: 'moi@poste.local' })
    expect(codesOf(checked, 'mx')).toEqual(['domain_unknown'])
    expect(doctor.questions()).toEqual([])
  })

  it('that a public provider gave is asked nothing about', async () => {
    const own = await doctor.check(fine, { server: 'smtp.gmail.com', address: 'shop@gmail.com' })
    expect(own).toMatchObject({ freeMail: 'own', parts: [] })
    const foreign = await doctor.check(fine, { address: 'boutique@orange.fr' })
    expect(foreign).toMatchObject({ freeMail: 'foreign', parts: [] })
    expect(doctor.questions()).toEqual([])
  })

  it('whose records hold foreign bytes is read nevertheless', async () => {
    const checked = await doctor.check({
      ...fine,
      [domain]: [
        ...[soa, mx('mx1.mail.ovh.net'), txt(Buffer.from([0xff, 0xfe, 0x00, 0x1b, 0x41]))],
        txt('v=spf1 include:mx.ovh.com ', 'exp=é\u0007.example -all'),
      ],
    })
    expect(partOf(checked, 'spf')).toMatchObject({ verdict: 'wrong' })
    expect(codesOf(checked, 'spf')).toEqual(['spf_broken'])
    expect(JSON.stringify(checked)).not.toMatch(/\\u0007|\\u0000|\\u001b/)
  })
})

describe('the exchangers of a domain', () => {
  it.each([
    ['none', [], 'mx_none', 'missing'],
    ['a lone dot, which refuses mail', [mx('.', 0)], 'mx_refuses', 'wrong'],
    ['a name that is nowhere', [mx('mx.nowhere.example')], 'mx_unreachable', 'wrong'],
    ['an address instead of a name', [mx('192.0.2.1')], 'mx_address', 'wrong'],
  ] as const)('can be %s', async (_, records, code, verdict) => {
    const checked = await doctor.check({ ...fine, [domain]: [soa, txt('v=spf1 -all'), ...records] })
    expect(partOf(checked, 'mx')).toMatchObject({ verdict, findings: [{ code }] })
  })

  it('are not called unreachable while one of them is not answered for', async () => {
    const checked = await doctor.check({
      ...fine,
      'mx1.mail.ovh.net': 'servfail',
    })
    expect(partOf(checked, 'mx').verdict).toBe('right')
  })
})

describe('alignment', () => {
  it('hangs on DKIM alone where the service writes its own domain on the envelope', async () => {
    const zone = { ...fine, 'spf.mailjet.com': [txt('v=spf1 ip4:203.0.113.0/24 -all')] }
    const without = await doctor.check(zone, { server: 'in-v3.mailjet.com' })
    expect(codesOf(without, 'alignment')).toEqual(['aligned_none', 'aligned_own_return_path'])
    // That SPF names the service changes nothing: it is asked about the service's domain.
    const listed: Zone = {
      ...zone,
      [domain]: [soa, mx('mx1.mail.ovh.net'), txt('v=spf1 include:spf.mailjet.com -all')],
    }
    const named = await doctor.check(listed, { server: 'in-v3.mailjet.com' })
    expect(codesOf(named, 'spf')).toEqual(['spf_right'])
    expect(codesOf(named, 'alignment')[0]).toBe('aligned_none')
    const keyed = await doctor.check(
      { ...zone, [`mailjet._domainkey.${domain}`]: [inPieces(`v=DKIM1; p=${key2048}`)] },
      { server: 'in-v3.mailjet.com' },
    )
    expect(codesOf(keyed, 'alignment')).toEqual(['aligned_dkim', 'aligned_own_return_path'])
  })

  it('stays open where neither is sure', async () => {
    const checked = await doctor.check({ ...fine, [domain]: [soa, mx('mx1.mail.ovh.net')] })
    expect(partOf(checked, 'alignment').verdict).toBe('unchecked')
  })
})

describe('BIMI', () => {
  it('is told only where it is there', async () => {
    const checked = await doctor.check({
      ...fine,
      [`default._bimi.${domain}`]: [txt('v=BIMI1; l=https://boutique.example/logo.svg; a=')],
    })
    expect(codesOf(checked, 'bimi')).toEqual(['bimi_found'])
  })
})

describe('the last check', () => {
  it('stays while the account is the same, and is nobody’s else', async () => {
    const { id } = await doctor.accountOf('ssl0.ovh.net')
    const dns = await startDnsServer(fine)
    const { address } = dns
    await checkAccountDomain(doctor.app.services, { id }, undefined, (signal) =>
      openDomainDns(signal, [address]),
    )
    const last = await doctor.app.client.email.accounts.lastDomainCheck({ id })
    expect(last?.domain).toBe(domain)
    expect(last?.checkedAt).toMatch(/^20\d\d-/)
    await dns.stop()
    await doctor.app.client.email.accounts.update({ id, fromEmail: 'a@other.example' })
    expect(lastDomainCheck(doctor.app.services, id)).toBeNull()
    expect(
      await errorReasonOf(doctor.app.client.email.accounts.lastDomainCheck({ id: 9_999 })),
    ).toBe('unknown_id')
  })

  it('is nothing before somebody asked, and asks nobody', async () => {
    const { id } = await doctor.accountOf('ssl0.ovh.net')
    expect(await doctor.app.client.email.accounts.lastDomainCheck({ id })).toBeNull()
  })

  it('can be given up while it is under way', async () => {
    const { id } = await doctor.accountOf('ssl0.ovh.net')
    const dns = await startDnsServer({ [domain]: 'silent' })
    const { address, questions } = dns
    const stop = new AbortController()
    const checking = checkAccountDomain(doctor.app.services, { id }, stop.signal, (signal) =>
      openDomainDns(signal, [address]),
    )
    while (questions.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    stop.abort()
    await expect(checking).rejects.toThrow(/abort/i)
    await dns.stop()
    expect(lastDomainCheck(doctor.app.services, id)).toBeNull()
  })
})
