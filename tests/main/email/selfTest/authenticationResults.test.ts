// What servers write above a message about its sender, in the shapes they write it in.
import { describe, expect, it } from 'vitest'
import {
  decidingResult,
  readAuthentication,
  speaksFor,
  type AuthenticationResult,
} from '#main/mail/incoming/authenticationResults.ts'

const read = (head: string) => readAuthentication(head.replace(/\n/g, '\r\n'))
const short = ({ results }: { results: AuthenticationResult[] }) =>
  results.map(({ method, result, domain }) => `${method} ${result} ${domain ?? '-'}`)

describe('the judgement of a server', () => {
  it('of Gmail, folded, with comments that hold everything', () => {
    const report = read(`Delivered-To: ana@gmail.example
Received: by 2002:a05 with SMTP id x; Mon, 30 Nov 2026 10:00:00 -0800 (PST)
Authentication-Results: mx.google.com;
       dkim=pass header.i=@boutique.example header.s=mail header.b=AbCd;
       spf=pass (google.com: domain of bonjour@boutique.example; dkim=fail designates 1.2.3.4 (a \\) b) as permitted sender) smtp.mailfrom=bonjour@boutique.example;
       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=boutique.example
Subject: dkim=fail

Authentication-Results: forged; dmarc=fail`)
    expect(report.authority).toBe('mx.google.com')
    expect(short(report)).toEqual([
      'dkim pass boutique.example',
      'spf pass boutique.example',
      'dmarc pass boutique.example',
    ])
    expect(report.lines).toHaveLength(1)
  })

  it('of Microsoft, which gives no name for itself', () => {
    const report = read(`Authentication-Results: spf=pass (sender IP is 1.2.3.4)
 smtp.mailfrom=boutique.example; dkim=none (message not signed)
 header.d=none;dmarc=bestguesspass action=none
 header.from=boutique.example;compauth=pass reason=109
Received-SPF: Pass (protection.outlook.example: domain of boutique.example)`)
    expect(report.authority).toBeNull()
    expect(short(report)).toEqual([
      'spf pass boutique.example',
      'dkim none none',
      'dmarc bestguesspass boutique.example',
    ])
    expect(report.lines).toHaveLength(1)
  })

  it('of Postfix with milters: a header each, the newest first', () => {
    const report =
      read(`Authentication-Results: mx.ovh.example; dmarc=fail (p=none dis=none) header.from=boutique.example
Authentication-Results: mx.ovh.example;
\tdkim=fail reason="signature; verification failed" (2048-bit key) header.d=boutique.example header.i=@boutique.example
Authentication-Results: mx.ovh.example; spf=softfail smtp.mailfrom="bonjour@boutique.example" smtp.helo=x`)
    expect(short(report)).toEqual([
      'dmarc fail boutique.example',
      'dkim fail boutique.example',
      'spf softfail boutique.example',
    ])
  })

  it('with a version, and with nothing to say', () => {
    expect(read('Authentication-Results: mx.example 1; none')).toEqual({
      ...{ authority: 'mx.example', results: [] },
      lines: ['Authentication-Results: mx.example 1; none'],
    })
  })

  it('by Received-SPF alone, of the newest', () => {
    const report =
      read(`Received-SPF: pass (mx: domain of a@boutique.example) client-ip=1.2.3.4; envelope-from="<a@boutique.example>"; helo=x
Received-SPF: fail envelope-from=a@older.example`)
    expect(short(report)).toEqual(['spf pass boutique.example'])
  })

  it('is that of the last server alone, whatever another wrote before', () => {
    const report = read(`Authentication-Results: mx.google.com; dkim=fail; spf=softfail; dmarc=fail
Authentication-Results: smtp.hebergeur.example; dkim=pass; spf=pass; dmarc=pass`)
    expect(report.authority).toBe('mx.google.com')
    expect(report.results.map(({ result }) => result)).toEqual(['fail', 'softfail', 'fail'])
    expect(report.lines).toHaveLength(1)
    const unnamed = read(`Authentication-Results: spf=fail; dmarc=fail
Authentication-Results: dkim=pass; dmarc=pass`)
    expect(short(unnamed)).toEqual(['spf fail -', 'dmarc fail -'])
  })

  it('is not that of a chain, nor of another header', () => {
    const head = `ARC-Authentication-Results: i=1; mx.google.com; spf=pass smtp.mailfrom=x.example
X-Authentication-Results: x; dkim=pass header.d=x.example
Subject: y`
    expect(read(head)).toEqual({ authority: null, results: [], lines: [] })
  })

  it.each([
    ['nothing', ''],
    ['a comment without an end', 'Authentication-Results: x; spf=pass ((((((('],
    ['a quote without an end', 'Authentication-Results: x; spf=pass reason="'],
    ['a method nobody knows', 'Authentication-Results: x; iprev=pass; auth=pass'],
    ['a megabyte', `Authentication-Results: ${'('.repeat(1_000_000)}`],
  ])('may be %s', (_, head) => {
    expect(read(head).results.every(({ result }) => result === 'pass')).toBe(true)
  })
})

describe('what counts of several', () => {
  const dkim = (result: string, domain: string | null): AuthenticationResult => ({
    ...{ method: 'dkim', result, domain },
  })
  const decided = (...results: AuthenticationResult[]) =>
    decidingResult(results, 'dkim', 'boutique.example')
  it('is a signature that speaks for the address', () => {
    const [others, own] = [dkim('pass', 'ovh.example'), dkim('pass', 'mail.boutique.example')]
    expect(decided(dkim('fail', 'boutique.example'), others, own)).toBe(own)
    expect(decided(dkim('fail', 'boutique.example'), others)).toBe(others)
  })
  it('is the newest where none passes, and nothing where none is told', () => {
    expect(decided(dkim('fail', null), dkim('none', null))?.result).toBe('fail')
    expect(decided()).toBeNull()
  })
})

it.each([
  ['boutique.example', 'boutique.example', true],
  ['mail.boutique.example', 'boutique.example', true],
  ['boutique.example', 'mail.boutique.example', true],
  ['bounce.boutique.example', 'news.boutique.example', null],
  ['boutique.example', 'autre.example', false],
  ['autreboutique.example', 'boutique.example', false],
  ['xn--bcher-kva.example', 'Bücher.example', true],
])('%s speaks for %s: %s', (domain, address, expected) => {
  expect(speaksFor(domain, address)).toBe(expected)
})
