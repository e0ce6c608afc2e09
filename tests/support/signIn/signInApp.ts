// An application beside a real authorisation server: somebody signs in, and an account uses it.
import { createMailApp, until, type MailApp } from '../mailApp.ts'
import { startSink, type Sink } from '../smtp.ts'
import { browse, type AuthorisationServer } from './authorisationServer.ts'

export const expected = 'shop@business.example'
/** Where the browser is sent back to. */
export const isBack = (address: string): boolean => /^http:\/\/127\.0\.0\.1:\d+\/?\?/.test(address)

export type SignInApp = {
  app: MailApp
  server: AuthorisationServer
  sink: Sink
  begin(more?: Partial<BeginInput>): ReturnType<MailApp['client']['email']['signIns']['begin']>
  /** Waits until it is over. */
  outcome(id: string): ReturnType<MailApp['client']['email']['signIns']['attempt']>
  /** Begins, lets the person sign in, and waits. */
  signIn(more?: Partial<BeginInput>): ReturnType<MailApp['client']['email']['signIns']['attempt']>
  /** An account that is signed in. */
  account(more?: Parameters<MailApp['addAccount']>[1]): Promise<number>
  stop(): Promise<void>
}
type BeginInput = Parameters<MailApp['client']['email']['signIns']['begin']>[0]

export async function startSignInApp(
  server: AuthorisationServer,
  options: Parameters<typeof createMailApp>[0] & { clientId?: string } = {},
): Promise<SignInApp> {
  await server.reset()
  const app = await createMailApp(options)
  const sink = await startSink(app.host.dataFolder, {
    kind: 'polite',
    signIn: { issuer: server.issuer },
    keep: true,
  })
  await app.client.email.signIns.setClient({
    ...{ provider: 'other', clientId: options.clientId ?? 'desktop', issuer: server.issuer },
    clientSecret: options.clientId === 'with-secret' ? 'not-so-secret' : null,
  })
  const { signIns } = app.client.email
  const begin = (more: Partial<BeginInput> = {}) =>
    app.client.email.signIns.begin({
      ...{ provider: 'other', sendingHost: '127.0.0.1', address: expected },
      ...more,
    })
  const outcome = async (id: string) => {
    let attempt = await signIns.attempt({ attempt: id })
    await until(async () => {
      attempt = await app.client.email.signIns.attempt({ attempt: id })
      return attempt.state !== 'waiting'
    }, 'the end of a sign-in')
    return attempt
  }
  const signIn = async (more: Partial<BeginInput> = {}) => {
    const { id, url } = await begin(more)
    await browse(url ?? '')
    return outcome(id)
  }
  return {
    ...{ app, server, sink, begin, outcome, signIn },
    async account(more = {}) {
      const { id } = await signIn()
      return app.addAccount(sink.port, { user: expected, signInAttempt: id, ...more })
    },
    async stop() {
      await app.close()
      await sink.stop()
    },
  }
}
