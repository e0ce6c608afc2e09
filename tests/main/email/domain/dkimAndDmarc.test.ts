// Keys and policies as the domain doctor sees them.
import { describe, expect, it } from 'vitest'
import type { Zone } from '../../../support/dnsServer.ts'
import {
  around,
  codesOf,
  domain,
  fine,
  inPieces,
  key2048,
  mx,
  partOf,
  rsaKey,
  soa,
  txt,
  useDoctor,
  valuesOf,
} from './domainDoctor.ts'

const doctor = useDoctor()
const key1024 = rsaKey(1024)

describe('the keys of DKIM', () => {
  const gandi = 'mail.gandi.net'
  const keyAt = (name: string, text: string): Zone => ({
    ...fine,
    [`${name}._domainkey.${domain}`]: [inPieces(text)],
  })

  it.each([
    ['right', `v=DKIM1; k=rsa; p=${key2048}`, 'dkim_right'],
    ['right', `k=rsa; p=${key2048}`, 'dkim_right'],
    ['improve', `v=DKIM1; p=${key1024}`, 'dkim_renew'],
    ['wrong', 'v=DKIM1; p=MEgCQQDd3B4/8gDpPQ3KxJ1dFeDkVGx0WnLMFBzUfSwVZ8nO5dHc', 'dkim_broken'],
    ['wrong', 'v=DKIM1; k=rsa; p=', 'dkim_revoked'],
    ['improve', `v=DKIM1; t=s:y; p=${key2048}`, 'dkim_testing'],
    ['wrong', 'v=DKIM1; k=dsa; p=AAAA', 'dkim_broken'],
    ['wrong', 'v=DKIM1; k=rsa', 'dkim_broken'],
    [
      'improve',
      `v=DKIM1; k=ed25519; p=${Buffer.alloc(32, 7).toString('base64')}`,
      'dkim_only_ed25519',
    ],
  ])('are %s: %s', async (verdict, text, code) => {
    const checked = await doctor.check(keyAt('cle1', text), { selector: 'cle1' })
    expect(partOf(checked, 'dkim').verdict).toBe(verdict)
    expect(codesOf(checked, 'dkim')).toContain(code)
  })

  it('are weak under 1024 bits', async () => {
    const weak = await doctor.check(keyAt('cle1', `v=DKIM1; p=${rsaKey(768)}`), {
      selector: 'cle1',
    })
    expect(partOf(weak, 'dkim').findings).toMatchObject([
      { code: 'dkim_weak', values: { bits: '768', selector: 'cle1' } },
    ])
    expect(codesOf(weak, 'alignment')).toEqual(['aligned_spf'])
  })

  it('are looked for under the names the provider always uses, with aliases to copy', async () => {
    const checked = await doctor.check(fine, { server: gandi })
    expect(partOf(checked, 'dkim')).toMatchObject({
      ...{ verdict: 'missing', findings: [{ code: 'dkim_none' }] },
      records: [
        {
          ...{ type: 'CNAME', host: `gm1._domainkey.${domain}`, name: 'gm1._domainkey' },
          value: 'gm1.gandimail.net',
        },
        { value: 'gm2.gandimail.net' },
        { value: 'gm3.gandimail.net' },
      ],
    })
  })

  it('are followed through an alias, and told of one that leads nowhere or round', async () => {
    const alias = (name: string) => [{ type: 'CNAME' as const, name }]
    const good = await doctor.check(
      {
        ...fine,
        [`gm1._domainkey.${domain}`]: alias('gm1.gandimail.net'),
        'gm1.gandimail.net': [inPieces(`v=DKIM1; p=${key2048}`)],
        [`gm2._domainkey.${domain}`]: alias('gm2.gandimail.net'),
      },
      { server: gandi },
    )
    expect(codesOf(good, 'dkim')).toEqual(['dkim_right'])
    const bad = await doctor.check(
      {
        ...fine,
        [`gm1._domainkey.${domain}`]: alias('gone.gandimail.net'),
        [`gm2._domainkey.${domain}`]: alias(`gm3._domainkey.${domain}`),
        [`gm3._domainkey.${domain}`]: alias(`gm2._domainkey.${domain}`),
      },
      { server: gandi },
    )
    expect(codesOf(bad, 'dkim')).toEqual(['dkim_dangling', 'dkim_dangling', 'dkim_dangling'])
  })

  it('are not called missing where the provider has names of its own, or does not answer', async () => {
    const unknown = await doctor.check(fine)
    expect(partOf(unknown, 'dkim').findings[0]?.code).toBe('dkim_selector_unknown')
    const chosen = await doctor.check(fine, { server: 'smtp.gmail.com' })
    expect(partOf(chosen, 'dkim')).toMatchObject({
      ...{ verdict: 'unchecked', findings: [{ code: 'dkim_not_found' }] },
    })
    const open = await doctor.check(
      { ...fine, [`gm1._domainkey.${domain}`]: 'servfail' },
      { server: gandi },
    )
    expect(partOf(open, 'dkim').verdict).toBe('unchecked')
    expect(codesOf(open, 'alignment')).not.toContain('aligned_none')
  })

  it('are missing under a name the user entered, and not found in a wildcard record', async () => {
    const checked = await doctor.check(
      { ...fine, [`cle1._domainkey.${domain}`]: [txt('v=spf1 -all')] },
      { selector: 'cle1' },
    )
    expect(partOf(checked, 'dkim')).toMatchObject({
      ...{ verdict: 'missing', findings: [{ code: 'dkim_selector_none' }] },
    })
  })

  it('are told of two under one name', async () => {
    const checked = await doctor.check(
      {
        ...fine,
        [`cle1._domainkey.${domain}`]: [
          inPieces(`v=DKIM1; p=${key2048}`),
          inPieces(`v=DKIM1; p=${key1024}`),
        ],
      },
      { selector: 'cle1' },
    )
    expect(codesOf(checked, 'dkim')).toEqual(['dkim_several'])
  })
})

describe('DMARC', () => {
  const dmarc = (...texts: string[]) =>
    doctor.check({ ...fine, [`_dmarc.${domain}`]: texts.map((text) => txt(text)) })

  it.each<[string, string, string, string | null]>([
    ['right', 'v=DMARC1; p=none; rua=mailto:a@boutique.example', 'dmarc_watching', null],
    [
      'improve',
      'v=DMARC1; p=none; fo=1;',
      'dmarc_no_reports',
      'v=DMARC1; p=none; fo=1; rua=mailto:contact@boutique.example',
    ],
    [
      'wrong',
      'v=DMARC1; rua=mailto:a@boutique.example',
      'dmarc_no_policy',
      'v=DMARC1; p=none; rua=mailto:a@boutique.example',
    ],
    [
      'wrong',
      'v=DMARC1; p=nothing; rua=mailto:a@boutique.example',
      'dmarc_no_policy',
      'v=DMARC1; p=none; rua=mailto:a@boutique.example',
    ],
    [
      'wrong',
      'v=dmarc1; p=reject',
      'dmarc_broken',
      'v=DMARC1; p=none; rua=mailto:contact@boutique.example',
    ],
    [
      'wrong',
      '"v=DMARC1; p=reject"',
      'dmarc_broken',
      'v=DMARC1; p=none; rua=mailto:contact@boutique.example',
    ],
    [
      'improve',
      'v=DMARC1; p=reject; pct=20; rua=mailto:a@boutique.example',
      'dmarc_part_only',
      null,
    ],
    ['improve', 'v=DMARC1; p=reject; ruf; rua=mailto:a@boutique.example', 'dmarc_odd_tag', null],
    [
      'improve',
      'v=DMARC1; p=reject; rua=a@boutique.example',
      'dmarc_odd_tag',
      'v=DMARC1; p=reject; rua=mailto:contact@boutique.example',
    ],
  ])('is %s: %s', async (verdict, text, code, value) => {
    const checked = await dmarc(text)
    expect(partOf(checked, 'dmarc').verdict).toBe(verdict)
    expect(codesOf(checked, 'dmarc')).toContain(code)
    expect(valuesOf(checked, 'dmarc')).toEqual(value === null ? [] : [value])
  })

  it('is one record, not two', async () => {
    const checked = await dmarc('v=DMARC1; p=none', 'v=DMARC1; p=reject')
    expect(partOf(checked, 'dmarc')).toMatchObject({
      ...{ verdict: 'wrong', findings: [{ code: 'dmarc_several' }] },
      records: [{ value: 'v=DMARC1; p=none' }],
    })
  })

  it('of a name above counts, with its policy for names below', async () => {
    const zone: Zone = {
      ...around,
      'info.boutique.example': [mx('mx1.mail.ovh.net'), txt('v=spf1 include:mx.ovh.com -all')],
      'boutique.example': [soa],
      '_dmarc.boutique.example': [
        txt('v=DMARC1; p=reject; sp=none; rua=mailto:a@boutique.example'),
      ],
    }
    const address = 'contact@info.boutique.example'
    const below = await doctor.check(zone, { address })
    expect(partOf(below, 'dmarc')).toMatchObject({
      ...{ verdict: 'right', records: [] },
      findings: [
        { code: 'dmarc_watching', values: { policy: 'none' } },
        { code: 'dmarc_parent', values: { name: 'boutique.example' } },
      ],
    })
    // Nobody knows whether there is one: the name above does not count then.
    const open = await doctor.check(
      { ...zone, '_dmarc.info.boutique.example': 'servfail' },
      { address },
    )
    expect(partOf(open, 'dmarc').verdict).toBe('unchecked')
    const { '_dmarc.boutique.example': _, ...without } = zone
    const missing = await doctor.check(without, { address })
    expect(partOf(missing, 'dmarc').records).toMatchObject([
      { host: '_dmarc.info.boutique.example', name: '_dmarc.info' },
    ])
  })

  it('sends reports to another domain only where that one takes them', async () => {
    const record =
      'v=DMARC1; p=none; rua=mailto:x@reports.example,mailto:y@taken.example,mailto:z@open.example'
    const checked = await doctor.check({
      ...fine,
      [`_dmarc.${domain}`]: [txt(record)],
      [`${domain}._report._dmarc.taken.example`]: [txt('v=DMARC1')],
      [`${domain}._report._dmarc.open.example`]: 'servfail',
    })
    expect(partOf(checked, 'dmarc').findings).toMatchObject([
      { code: 'dmarc_reports_refused', values: { address: 'x@reports.example' } },
      { code: 'dmarc_watching' },
    ])
  })

  it('read through an alias of the provider’s is replaced with it', async () => {
    const checked = await doctor.check({
      ...fine,
      [`_dmarc.${domain}`]: [{ type: 'CNAME', name: 'dmarc.ionos.example' }],
      'dmarc.ionos.example': [txt('v=DMARC1; p=none;')],
    })
    expect(partOf(checked, 'dmarc')).toMatchObject({
      findings: [
        { code: 'dmarc_no_reports' },
        { code: 'dmarc_watching' },
        { code: 'dmarc_alias', values: { name: 'dmarc.ionos.example' } },
      ],
      records: [
        {
          value: `v=DMARC1; p=none; rua=mailto:contact@${domain}`,
          replaces: ['dmarc.ionos.example'],
        },
      ],
    })
  })

  it('says that an alias stands where the record would go', async () => {
    const checked = await doctor.check({
      ...fine,
      [`_dmarc.${domain}`]: [{ type: 'CNAME', name: 'dmarc.gone.example' }],
    })
    expect(codesOf(checked, 'dmarc')).toEqual(['dmarc_none', 'dmarc_alias'])
    expect(partOf(checked, 'dmarc').records[0]?.replaces).toEqual(['dmarc.gone.example'])
  })
})
