// Where a provider may be: public addresses over https, this computer by its own name, the local
// network only when allowed.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guardedFetch, usualLimits, type Passage } from '#main/ai/guardedFetch.ts'
import { checkedAddresses, checkUrl } from '#main/ai/networkAddress.ts'
import { scopeOf } from '#main/platform/networkScope.ts'
import { startScriptedModel, type ScriptedModel } from '../../support/scriptedModel.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

const strict = { allowPrivateNetwork: false }
const local = { allowPrivateNetwork: true }
const isRefused = async (url: string, rule = strict, address = '93.184.216.34') =>
  checkedAddresses(new URL(url), rule, async () => [
    { address, family: address.includes(':') ? 6 : 4 },
  ]).then(
    () => false,
    () => true,
  )

describe('an address', () => {
  it.each([
    'http://api.provider.example/v1',
    'https://10.0.0.5/v1',
    'https://192.168.1.20:8080/v1',
    'https://172.20.0.1/v1',
    'https://100.64.0.1/v1',
    'https://169.254.169.254/latest/meta-data',
    'https://0.0.0.0/v1',
    'https://[::]/v1',
    'https://[fe80::1]/v1',
    'https://[fd00::1]/v1',
    'https://[fd00:ec2::254]/v1',
    'https://[::ffff:10.0.0.5]/v1',
    'https://[::ffff:a9fe:a9fe]/v1',
    'https://[64:ff9b::a00:5]/v1',
    'https://[::a00:5]/v1',
    'https://[2002:a00:5::1]/v1',
    'https://2852039166/v1',
    'https://0xa9fea9fe/v1',
    'https://0251.0376.0251.0376/v1',
    'https://10.1/v1',
    'https://printer.local/v1',
    'https://metadata.google.internal/v1',
    'https://nas/v1',
    'https://localhost.evil.local/v1',
    'https://user:secret@api.provider.example/v1',
    'https://224.0.0.1/v1',
    'https://255.255.255.255/v1',
  ])('%s is refused', async (url) => {
    expect(await isRefused(url)).toBe(true)
  })

  it.each([['https://api.provider.example/v1'], ['https://api.provider.example./v1']])(
    '%s is allowed',
    async (url) => {
      expect(await isRefused(url)).toBe(false)
    },
  )

  it.each([
    'http://127.0.0.1:11434/v1',
    'http://127.9.9.9/v1',
    'http://2130706433:1234/v1',
    'http://0x7f000001/v1',
    'http://[::1]:1234/v1',
    'http://[::ffff:127.0.0.1]:1234/v1',
  ])('%s is this computer, and allowed', async (url) => {
    expect(await isRefused(url)).toBe(false)
  })

  it('of this computer under a name of its own is allowed only where the name leads there', async () => {
    expect(await isRefused('http://localhost:1234/v1', strict, '127.0.0.1')).toBe(false)
    expect(await isRefused('http://localhost:1234/v1', strict, '10.0.0.5')).toBe(true)
    expect(await isRefused('https://api.provider.example/v1', strict, '127.0.0.1')).toBe(true)
    expect(await isRefused('https://api.provider.example/v1', local, '127.0.0.1')).toBe(true)
  })

  it('in the local network needs permission; what nobody offers a model at has none', async () => {
    expect(await isRefused('http://nas.local:11434/v1', local, '192.168.1.20')).toBe(false)
    expect(await isRefused('http://192.168.1.20:11434/v1', local)).toBe(false)
    expect(await isRefused('http://[fd12::1]:11434/v1', local)).toBe(false)
    expect(await isRefused('http://api.provider.example/v1', local)).toBe(true)
    for (const never of [
      '169.254.169.254',
      '0.0.0.0',
      'fe80::1',
      '::ffff:169.254.169.254',
      'fd00:ec2::254',
    ])
      expect(await isRefused('https://nas.local/v1', local, never)).toBe(true)
  })

  it('is refused when one of several is not allowed', async () => {
    const both = async () => [
      { address: '93.184.216.34', family: 4 },
      { address: '10.0.0.5', family: 4 },
    ]
    await expect(
      checkedAddresses(new URL('https://api.provider.example'), strict, both),
    ).rejects.toMatchObject({ reason: 'ai_address_forbidden' })
  })

  it('of IPv4 is judged alike however IPv6 spells it', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => scopeOf(`::ffff:${address}`) === scopeOf(address)),
    )
  })

  it('that is private is never called public, wherever in its range', () => {
    const byte = fc.integer({ min: 0, max: 255 })
    fc.assert(
      fc.property(
        fc.constantFrom('10.', '127.', '169.254.', '192.168.'),
        byte,
        byte,
        byte,
        (start, a, b, c) =>
          scopeOf([...start.split('.').filter(Boolean), a, b, c].slice(0, 4).join('.')) !==
          'public',
      ),
    )
  })

  it('without http or https is none', () => {
    for (const url of ['file:///etc/passwd', 'ftp://provider.example', 'data:text/plain,x'])
      expect(() => checkUrl(new URL(url), local)).toThrow()
  })
})

describe('a request', () => {
  let model: ScriptedModel
  let app: TestApp
  beforeAll(async () => {
    model = await startScriptedModel()
    app = await createTestApp()
  })
  afterAll(async () => {
    await model.stop()
    await app.remove()
  })
  const passage = (more: Partial<Passage> = {}): Passage => ({
    ...strict,
    limits: { ...usualLimits, retries: 0 },
    signal: undefined,
    ...more,
  })

  it('connects to the address that was checked, even where the name leads elsewhere a moment later', async () => {
    const answers = ['93.184.216.34', '127.0.0.1']
    const rebinding = async () => [{ address: answers.shift() ?? '127.0.0.1', family: 4 }]
    const url = `https://rebind.example:${model.port}/v1/models`
    await expect(checkedAddresses(new URL(url), strict, rebinding)).resolves.toHaveLength(1)
    await expect(guardedFetch(passage({ resolve: rebinding }))(url)).rejects.toMatchObject({
      reason: 'ai_address_forbidden',
    })
    expect(await model.requests()).toHaveLength(0)
  })

  it('uses the answer of one resolution for the check and the connection', async () => {
    let asked = 0
    const resolve = async () => {
      asked += 1
      return [{ address: '127.0.0.1', family: 4 }]
    }
    const response = await guardedFetch(passage({ resolve }))(
      `http://localhost:${model.port}/v1/models`,
    )
    expect(response.status).toBe(200)
    await response.text()
    expect(asked).toBe(1)
  })

  it('to a forbidden address is refused when the provider is set, with nothing stored', async () => {
    for (const baseUrl of [
      'https://10.0.0.5/v1',
      'http://api.provider.example/v1',
      'https://169.254.169.254/v1',
      'https://printer.local/v1',
    ]) {
      expect(
        await errorReasonOf(
          app.client.assistant.provider.set({
            kind: 'openai_compatible',
            baseUrl,
            model: 'x',
            apiKey: 'k',
          }),
        ),
      ).toBe('ai_address_forbidden')
    }
    expect(
      await errorReasonOf(
        app.client.assistant.provider.set({ kind: 'openai_compatible', model: 'x' }),
      ),
    ).toBe('ai_address_forbidden')
    expect(await app.client.assistant.provider.get()).toEqual({ provider: null })
    expect(
      await app.client.assistant.provider.set({
        kind: 'ollama',
        baseUrl: 'http://192.168.1.20:11434/v1',
        model: 'x',
        allowPrivateNetwork: true,
      }),
    ).toMatchObject({ allowPrivateNetwork: true })
  })

  it('looks for local programs on this computer only, and finds none where none is', async () => {
    const found = await app.client.assistant.provider.discover()
    for (const { baseUrl } of found) expect(new URL(baseUrl).hostname).toBe('127.0.0.1')
  })
})
