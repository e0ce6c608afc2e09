// A mailbox that is read by a sign-in, against Dovecot, which asks a real authorisation server about each
// access token.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mailboxesJob } from '#main/features/email/mailboxes/mailboxes.job.ts'
import { until } from '../../../support/mailApp.ts'
import { errorReasonOf } from '../../../support/testApp.ts'
import { hasDovecot, startDovecot, type Dovecot } from '../../../support/mailbox/dovecot.ts'
import { letter } from '../../../support/mailbox/incomingMessages.ts'
import {
  startAuthorisationServer,
  type AuthorisationServer,
} from '../../../support/signIn/authorisationServer.ts'
import { expected, startSignInApp, type SignInApp } from '../../../support/signIn/signInApp.ts'

const isPossible = hasDovecot()

describe.skipIf(!isPossible)('a mailbox that is signed in', () => {
  let server: AuthorisationServer
  let dovecot: Dovecot
  let one: SignInApp
  beforeAll(async () => {
    server = await startAuthorisationServer()
    dovecot = await startDovecot({ issuer: server.issuer })
    dovecot.deliver(expected, letter({ from: 'a@b.example' }))
  })
  afterAll(async () => {
    await dovecot.stop()
    await server.stop()
  })
  beforeEach(async () => void (one = await startSignInApp(server)))
  afterEach(() => one.stop())

  const draft = (accountId: number) => ({
    ...{ host: '127.0.0.1', port: dovecot.port, security: 'none' as const },
    ...{ user: expected, accountId, asAccount: true },
  })
  async function account(readingHost: string | null): Promise<number> {
    const { id } = await one.signIn({ readingHost })
    return one.app.addAccount(one.sink.port, { user: expected, signInAttempt: id })
  }

  it('is read with the access of its account', async () => {
    const { mailboxes } = one.app.client.email
    const asked = draft(await account('127.0.0.1'))
    expect(await mailboxes.check(asked)).toMatchObject({ ok: true })
    const { id, signIn, hasPassword } = await mailboxes.create(asked)
    expect([signIn?.address, hasPassword]).toEqual([expected, false])
    expect(await mailboxes.sweep({ id })).toMatchObject({ read: 1 })
  })

  it('is read again with a token that ended meanwhile, though the clock says it holds', async () => {
    const { mailboxes } = one.app.client.email
    await server.behave({ lasts: 2 })
    const { id } = await mailboxes.create(draft(await account('127.0.0.1')))
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    await server.behave({ lasts: 3600 })
    expect(await mailboxes.sweep({ id })).toMatchObject({ read: 1 })
  })

  it('is watched no more once its account is signed out', async () => {
    const { mailboxes, signIns } = one.app.client.email
    const stopJob = await mailboxesJob.start(one.app.services)
    const accountId = await account('127.0.0.1')
    const { id } = await mailboxes.create(draft(accountId))
    await mailboxes.sweep({ id })
    const isWatched = async () =>
      (await mailboxes.list({})).items.find((mailbox) => mailbox.id === id)?.isWatched === true
    await until(isWatched, 'the mailbox watched')
    await signIns.signOut({ id: accountId })
    expect(await isWatched()).toBe(false)
    expect(await errorReasonOf(mailboxes.sweep({ id }))).not.toBeNull()
    expect(await isWatched()).toBe(false)
    await stopJob()
  })

  it('is not read where the access is for sending only', async () => {
    const { mailboxes } = one.app.client.email
    const asked = draft(await account(null))
    expect(await errorReasonOf(mailboxes.create(asked))).toBe('sign_in_no_reading')
  })
})
