// SPF as the domain doctor sees it: who may write for a domain, and the one record that says so.
import { describe, expect, it } from 'vitest'
import type { Zone } from '../../../support/dnsServer.ts'
import {
  a,
  around,
  codesOf,
  domain,
  inPieces,
  mx,
  partOf,
  soa,
  txt,
  useDoctor,
  valuesOf,
} from './domainDoctor.ts'

const doctor = useDoctor()
const spfOf = (text: string | string[], more: Zone = {}, server?: string) =>
  doctor.check(
    {
      ...around,
      [domain]: [soa, mx('mx1.mail.ovh.net'), ...[text].flat().map(inPieces)],
      ...more,
    },
    { server },
  )

describe('an SPF record', () => {
  it('gets the account’s provider before its last word, and keeps what is there', async () => {
    const checked = await spfOf('v=spf1 ip4:198.51.100.7 include:other.example -all', {
      'other.example': [txt('v=spf1 ip4:203.0.113.0/24 -all')],
    })
    expect(partOf(checked, 'spf')).toMatchObject({
      ...{ verdict: 'wrong', findings: [{ code: 'spf_service_missing' }] },
      records: [
        {
          value: 'v=spf1 ip4:198.51.100.7 include:other.example include:mx.ovh.com -all',
          replaces: ['v=spf1 ip4:198.51.100.7 include:other.example -all'],
        },
      ],
    })
  })

  it('that names the provider through another record, or by its networks, is right', async () => {
    const nested = await spfOf('v=spf1 include:all.example -all', {
      'all.example': [txt('v=spf1 include:MX.ovh.com -all')],
    })
    expect(partOf(nested, 'spf').verdict).toBe('right')
    const flat = await spfOf('v=spf1 ip4:192.0.0.0/16 ~all')
    expect(partOf(flat, 'spf').verdict).toBe('right')
    const redirected = await spfOf('v=spf1 redirect=mx.ovh.com')
    expect(partOf(redirected, 'spf').verdict).toBe('right')
  })

  it('does not name the provider where its include lets nobody pass', async () => {
    for (const text of ['v=spf1 -include:mx.ovh.com ~all', 'v=spf1 -all include:mx.ovh.com']) {
      const checked = await spfOf(text)
      expect(codesOf(checked, 'spf')).toContain('spf_service_missing')
    }
  })

  it('behind whose last word something stands gets it back before it', async () => {
    const checked = await spfOf('v=spf1 ip4:192.0.2.0/24 ~all include:other.example', {
      'other.example': [txt('v=spf1 ip4:203.0.113.0/24 -all')],
    })
    expect(codesOf(checked, 'spf')).toContain('spf_after_all')
    expect(valuesOf(checked, 'spf')).toEqual(['v=spf1 ip4:192.0.2.0/24 include:other.example ~all'])
  })

  it('that is there twice becomes one, with everything of both', async () => {
    const checked = await spfOf([
      'v=spf1 ip4:198.51.100.7 include:mx.ovh.com -all',
      'v=spf1 include:MX.ovh.com a:mail.boutique.example exp=why.example ~all',
    ])
    expect(codesOf(checked, 'spf')[0]).toBe('spf_several')
    expect(partOf(checked, 'spf').records).toMatchObject([
      {
        value:
          'v=spf1 ip4:198.51.100.7 include:mx.ovh.com a:mail.boutique.example ~all exp=why.example',
        replaces: [
          'v=spf1 ip4:198.51.100.7 include:mx.ovh.com -all',
          'v=spf1 include:MX.ovh.com a:mail.boutique.example exp=why.example ~all',
        ],
      },
    ])
  })

  it.each([
    ['-all', '-all', '-all'],
    ['-all', '~all', '~all'],
    ['-all', '?all', '~all'],
    ['-all', '', '~all'],
  ])('that is there twice, with %s and “%s”, ends no harder than either', async (one, two, end) => {
    const checked = await spfOf([`v=spf1 include:mx.ovh.com ${one}`, `v=spf1 a ${two}`.trim()])
    expect(valuesOf(checked, 'spf')).toEqual([`v=spf1 include:mx.ovh.com a ${end}`])
  })

  it.each([
    ['v=spf1 include:mx.ovh.com +all', 'spf_all_passes', 'wrong', ' ~all'],
    ['v=spf1 include:mx.ovh.com all', 'spf_all_passes', 'wrong', ' ~all'],
    ['v=spf1 include:mx.ovh.com ?all', 'spf_all_neutral', 'improve', ' ~all'],
    ['v=spf1 include:mx.ovh.com', 'spf_no_all', 'improve', ' ~all'],
  ])('%s is mended', async (text, code, verdict, end) => {
    const checked = await spfOf(text)
    expect(partOf(checked, 'spf').verdict).toBe(verdict)
    expect(codesOf(checked, 'spf')).toContain(code)
    expect(valuesOf(checked, 'spf')).toEqual([`v=spf1 include:mx.ovh.com${end}`])
  })

  it('with ptr, and one of Sender ID beside it, is told of them', async () => {
    const checked = await spfOf(['v=spf1 include:mx.ovh.com ptr -all', 'spf2.0/pra -all'])
    expect(partOf(checked, 'spf').verdict).toBe('improve')
    expect(codesOf(checked, 'spf')).toEqual(expect.arrayContaining(['spf_ptr', 'spf_sender_id']))
  })

  it.each([
    'v=spf1 include mx.ovh.com -all',
    'v=spf1 ip4:300.1.1.1 -all',
    'v=spf1 ip4:192.0.2.0/33 -all',
    'v=spf1 ip6:192.0.2.1 -all',
    'v=spf1 ipv4:192.0.2.1 -all',
    'v=spf1 include: -all',
    'v=spf1 all:boutique.example',
    'v=spf1 redirect=a.example redirect=b.example',
    'v=spf1 include:mx.ovh.com, -all',
  ])('%s cannot be read, and no record is made of it', async (text) => {
    const checked = await spfOf(text)
    expect(partOf(checked, 'spf')).toMatchObject({
      ...{ verdict: 'wrong', findings: [{ code: 'spf_broken' }], records: [] },
    })
  })

  it.each([
    '“v=spf1 include:mx.ovh.com ~all”',
    '"v=spf1 include:mx.ovh.com ~all"',
    ' v=spf1 include:mx.ovh.com ~all',
    'v = spf1 include:mx.ovh.com ~all',
  ])('%s does not begin as it must, and is written again', async (text) => {
    const checked = await spfOf(text)
    expect(codesOf(checked, 'spf')).toEqual(['spf_not_first'])
    expect(valuesOf(checked, 'spf')).toEqual(['v=spf1 include:mx.ovh.com ~all'])
  })

  it('may lead to ten questions, counted through what it includes', async () => {
    const chain = (count: number): Zone =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `i${index}.example`,
          [txt(index === count - 1 ? 'v=spf1 -all' : `v=spf1 include:i${index + 1}.example -all`)],
        ]),
      )
    const text = 'v=spf1 include:mx.ovh.com include:i0.example -all'
    const nine = await spfOf(text, chain(8))
    expect(partOf(nine, 'spf').verdict).toBe('right')
    expect(partOf(nine, 'spf').findings).toContainEqual({
      ...{ code: 'spf_near_limit', values: { count: '9' } },
    })
    const eleven = await spfOf(text, chain(10))
    expect(partOf(eleven, 'spf').findings[0]).toEqual({
      ...{ code: 'spf_too_many', values: { count: '11' } },
    })
    const added = await spfOf('v=spf1 include:i0.example -all', chain(10))
    expect(partOf(added, 'spf').findings).toContainEqual({
      ...{ code: 'spf_too_many_after', values: { count: '11' } },
    })
  })

  it('that goes round in a circle ends, and says where', async () => {
    const checked = await spfOf('v=spf1 include:mx.ovh.com include:one.example -all', {
      'one.example': [txt('v=spf1 include:two.example -all')],
      'two.example': [txt('v=spf1 include:one.example include:boutique.example -all')],
    })
    expect(codesOf(checked, 'spf')).toEqual(['spf_loop', 'spf_loop', 'spf_right'])
  })

  it('that includes ever more is left alone at some point', async () => {
    const wide: Zone = {}
    for (let index = 0; index < 400; index += 1)
      wide[`w${index}.example`] = [
        txt(`v=spf1 include:w${index * 2 + 1}.example include:w${index * 2 + 2}.example -all`),
      ]
    const checked = await spfOf('v=spf1 include:w0.example -all', wide)
    expect(partOf(checked, 'spf').verdict).toBe('wrong')
    expect(doctor.questions().length).toBeLessThan(120)
  })

  it('does not make the name server answer without end', async () => {
    const many: Zone = {}
    const words = Array.from({ length: 30 }, (_, index) => `mx:m${index}.example`)
    for (const word of words)
      many[word.slice(3)] = Array.from({ length: 10 }, (_, n) => mx(`x${n}.${word.slice(3)}`))
    const checked = await spfOf(`v=spf1 ${words.join(' ')} -all`, many)
    expect(partOf(checked, 'spf').verdict).toBe('wrong')
    expect(doctor.questions().length).toBeLessThan(170)
  })

  it('names includes that have no record, and questions that lead nowhere', async () => {
    const checked = await spfOf(
      'v=spf1 include:mx.ovh.com include:gone..example a:g1.example a:g2.example mx:g3.example -all',
    )
    expect(partOf(checked, 'spf').findings).toMatchObject([
      { code: 'spf_include_broken', values: { name: 'gone..example' } },
      { code: 'spf_voids', values: { count: '4' } },
      { code: 'spf_right' },
    ])
  })

  it('is not called wrong for what nobody answers', async () => {
    const unread = await spfOf('v=spf1 include:other.example -all', { 'other.example': 'servfail' })
    expect(partOf(unread, 'spf')).toMatchObject({ verdict: 'unchecked', records: [] })
    const macro = await spfOf('v=spf1 include:%{d}.spf.example -all')
    expect(partOf(macro, 'spf')).toMatchObject({ verdict: 'unchecked', records: [] })
  })

  it('comes in pieces of 255 bytes, and is one', async () => {
    const long = `v=spf1 ${Array.from({ length: 14 }, (_, n) => `ip4:198.51.100.${n}`).join(' ')} include:mx.ovh.com -all`
    const checked = await doctor.check({
      ...around,
      [domain]: [soa, mx('mx1.mail.ovh.net'), inPieces(long)],
    })
    expect(long.length).toBeGreaterThan(255)
    expect(partOf(checked, 'spf').verdict).toBe('right')
  })

  it('lets a server of one’s own pass by its address, or says how', async () => {
    const zone = { 'mail.boutique.example': [a('198.51.100.9')] }
    const passes = await spfOf('v=spf1 a:mail.boutique.example -all', zone, 'mail.boutique.example')
    // Its mail comes in at OVH: the server under its own name is taken for theirs.
    expect(passes.provider?.name).toBe('OVHcloud')
    const own = { 'mail.host.example': [a('198.51.100.9')] }
    const listed = await spfOf('v=spf1 ip4:198.51.100.0/28 -all', own, 'mail.host.example')
    expect(codesOf(listed, 'spf')).toEqual(['spf_right'])
    // Whose addresses it sends from nobody knows: a record without them would do harm.
    for (const record of ['v=spf1 ip4:198.51.100.0/30 -all', []]) {
      const unlisted = await spfOf(record, own, 'mail.host.example')
      expect(codesOf(unlisted, 'spf')).toContain(
        record.length === 0 ? 'spf_none' : 'spf_server_unknown',
      )
      expect(partOf(unlisted, 'spf').records).toEqual([])
    }
    const ownName: Zone = { [domain]: [soa, mx('mx.host.example'), txt('v=spf1 mx ?all')], ...zone }
    const mended = await doctor.check(ownName, { server: 'mail.boutique.example' })
    expect(codesOf(mended, 'spf')).toEqual(['spf_server_missing', 'spf_all_neutral'])
    expect(valuesOf(mended, 'spf')).toEqual(['v=spf1 mx a:mail.boutique.example ~all'])
    const inner = await spfOf('v=spf1 ip4:198.51.100.0/30 -all', {}, '192.168.1.20')
    expect(partOf(inner, 'spf')).toMatchObject({ verdict: 'unchecked', records: [] })
  })

  it('for a sending service keeps the daily mail in, and is not needed beside one that is fine', async () => {
    const more = { 'spf.brevo.com': [txt('v=spf1 ip4:203.0.113.0/24 -all')] }
    const first = await spfOf([], more, 'smtp-relay.brevo.com')
    expect(valuesOf(first, 'spf')).toEqual(['v=spf1 include:mx.ovh.com include:spf.brevo.com ~all'])
    const second = await spfOf('v=spf1 include:mx.ovh.com -all', more, 'smtp-relay.brevo.com')
    expect(partOf(second, 'spf')).toMatchObject({
      ...{ verdict: 'right', findings: [{ code: 'spf_not_needed' }], records: [] },
    })
  })
})
