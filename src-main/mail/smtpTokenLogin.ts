// Logging in with an access token: XOAUTH2 as Google and Microsoft have it, OAUTHBEARER (RFC 7628) where a
// server offers nothing else.
import type SMTPConnection from 'nodemailer/lib/smtp-connection'

type Login = { host: string; port: number; user: string | null; accessToken?: string }
type TokenMethod = 'XOAUTH2' | 'OAUTHBEARER'
type Context = SMTPConnection.CustomAuthenticationContext

/**
 * The way a server offers; null if it takes no token.
 * @param ehloReply all lines of it
 */
export function tokenMethod(ehloReply: string): TokenMethod | null {
  const offered = [...ehloReply.matchAll(/^250[ -]AUTH[ =](.*)$/gim)].flatMap(([, methods]) =>
    (methods ?? '').toUpperCase().trim().split(/\s+/),
  )
  if (offered.includes('XOAUTH2')) return 'XOAUTH2'
  return offered.includes('OAUTHBEARER') ? 'OAUTHBEARER' : null
}

/** @throws if an address or a token could say more than that to a server */
export function tokenLogins({
  host,
  port,
  user,
  accessToken,
}: Login): SMTPConnection.CustomAuthenticationHandlers {
  if (accessToken === undefined || user === null) return {}
  if (/\p{Cc}/u.test(user + accessToken)) throw new Error('No login, and no token.')
  const saslName = user.replaceAll('=', '=3D').replaceAll(',', '=2C')
  const bearer = `auth=Bearer ${accessToken}`
  const said = (...parts: string[]) =>
    Buffer.from([...parts, '', ''].join('\u0001')).toString('base64')
  return {
    XOAUTH2: (context: Context) => logIn(context, 'XOAUTH2', said(`user=${user}`, bearer), ''),
    OAUTHBEARER: (context: Context) =>
      logIn(
        context,
        'OAUTHBEARER',
        said(`n,a=${saslName},`, `host=${host}`, `port=${port}`, bearer),
        // A lone \u0001: "understood" (RFC 7628, 3.2.3).
        'AQ==',
      ),
  }
}

/** @param understood ends a refusal that the server explains before it says so */
async function logIn(
  { sendCommand }: Context,
  method: TokenMethod,
  credentials: string,
  understood: string,
): Promise<boolean> {
  let reply = await sendCommand(`AUTH ${method} ${credentials}`)
  if (reply.status === 334) reply = await sendCommand(understood)
  if (Math.floor(reply.status / 100) !== 2) throw new Error('Invalid login')
  return true
}
