// English: signing in on a provider's page instead of a password.

export const emailSignIns = {
  signIn: {
    with: 'Sign in with {name}',
    again: 'Sign in with {name} again',
    elsewhere: 'With a code, on another device',
    yourServer: 'your server',
    byPassword: 'Use a password',
    waiting:
      'The page of {name} opens in your browser: sign in and allow access to your mail. It goes on here by itself.',
    typeCode: 'Open the page of {name} on any device and type this code:',
    openPage: 'Open the page of {name}',
    done: 'Signed in as {address}',
    other:
      '{address} signed in, not {expected}. Nothing was changed: keep this one, or begin again and choose the other.',
    takeOther: 'Use {address}',
    dropOther: 'Begin again',
    as: '{name}: signed in as {who}.',
    until: 'Access until {moment}, renewed by itself.',
    renewsItself: 'Renewed by itself.',
    signOut: 'Sign out',
    endedBy: {
      refused:
        '{name} gives no access to {who} any more: sign in again. Messages wait, nothing is lost.',
      signed_out: '{who} is signed out of {name}: sign in again to send.',
    },
    left: {
      revoked: 'Signed out: {name} took the access back.',
      unsupported: 'Signed out here. Access is taken back on the page of {name}, shown above.',
      failed: 'Signed out here. {name} did not confirm that access was taken back: see above.',
      shared: 'Signed out here. Another account uses the same person at {name}: its access stays.',
    },
    leftTitle: 'Access that is still open',
    leftOpen: {
      unsupported:
        'The access of WeBox to {who} is forgotten here. {name} lets it be taken back on its own page only.',
      failed:
        'The access of WeBox to {who} is forgotten here, but {name} did not confirm that it was taken back: take it back on its page.',
    },
    leftDone: 'Done',
    mailboxShares:
      'The same sign-in with {name} as the sending account ({who}): there is no password to enter.',
    unset:
      'WeBox is not registered with {name} yet: signing in on its page needs a client id. Without one, use a password where {name} takes one.',
    ownClient: 'Enter a client id',
    ownClientHint:
      'Register a “desktop” application at the address below, with http://127.0.0.1 as the address to come back to. Id and secret are kept encrypted and never shown.',
    clientId: 'Client ID',
    clientSecret: 'Client secret',
    clientSecretHint: 'Only if the provider gave one (Google).',
    failure: {
      denied: 'Access was refused on the page of {name}. Nothing has changed.',
      expired: 'Nobody signed in in time. Nothing has changed: begin again.',
      cancelled: 'Signing in was given up. Nothing has changed.',
      scope_refused:
        'The permission to use your mail was not ticked on the page of {name}. Begin again and leave that box ticked.',
      no_renewal:
        '{name} gave access that cannot be renewed: it would end within the hour. Check how the application is registered.',
      ended: '{name} does not take this sign-in any more: begin again.',
      client_refused: '{name} does not know this application: check its id and secret.',
      clock:
        'The clock of this computer is wrong by more than a day: set it right, then begin again.',
      network: '{name} could not be reached: check the internet connection, then begin again.',
      unavailable: '{name} does not answer just now: begin again in a few minutes.',
      refused: '{name} did not take this sign-in: begin again. Its answer:',
    },
  },
}
