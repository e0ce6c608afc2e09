// English: messages under way, accounts, refusals, outbox.

export const emailSending = {
  pauseReason: {
    user: 'Paused on request. The remaining messages wait.',
    places_left:
      'Parts in double brackets, or unknown fields, were left to fill in at the planned moment. Nothing left: fill them in, then send.',
    sender_refused:
      'The server does not accept the sender’s address: sending was paused, nobody was struck off. Write from an address of the account, or have it verified by the provider, then resume. The server’s answer is below.',
    account_blocked:
      'The sending account has been blocked for more than two days: sending was paused, the remaining messages wait. The reason is in E-mail, Sending accounts. Mend it, then resume.',
    missed_schedule:
      'The application was closed at the planned moment. Nothing left: send now, or plan another moment on a duplicate.',
    refused_by_servers:
      'Too many refusals from servers: sending paused itself to protect the account’s reputation. Read the replies below before resuming.',
    dead_addresses:
      'Of {reached} people reached, {dead} have an address that does not exist ({share}): sending was paused to protect the account’s reputation. These addresses will not be written to again. Check where the list comes from before you resume.',
    complaints:
      'A recipient reported this message as spam: sending was paused to protect the account’s reputation, and they will not be written to again. Check that these people expect your messages before you resume.',
    unauthenticated:
      'A server does not recognise the sender: SPF, DKIM or DMARC is missing from its domain. Sending was paused, the other messages wait. Check the domain in E-mail, Sending accounts, mend it, then resume.',
    restored_copy:
      'This data comes from a restored copy: waiting messages may have left from the original. Check before resuming.',
  },
  stat: {
    recipients: 'Recipients',
    sent: 'Accepted by a server',
    queued: 'Waiting',
    failed: 'Failed',
    uncertain: 'Uncertain',
    suppressed: 'Refusals',
    cancelled: 'Cancelled',
    bounced: 'Bounced',
    replied: 'Replied',
    unsubscribed: 'Unsubscribed',
  },
  captured: 'In the sandbox',
  progressLabel: 'Progress of sending',
  progress: '{done} of {total}',
  progressWithPace: '{done} of {total} · {rate} per minute · about {minutes} min left',
  uncertainTitle: '{count} message needs a decision | {count} messages need a decision',
  uncertainText:
    'The connection broke at the moment of handing over: these messages may have arrived. Sending again may make a duplicate; leaving them may leave someone out.',
  sendAgain: 'Send again',
  leave: 'Leave',
  deliveries: 'Messages',
  allDeliveries: 'All messages',
  delivery: {
    queued: 'Waiting',
    claimed: 'About to leave',
    handing_over: 'Handing over',
    sent: 'Accepted',
    failed: 'Failed',
    uncertain: 'Uncertain',
    suppressed: 'Refusal',
    cancelled: 'Cancelled',
    expired: 'Given up',
    held: 'Held back',
    bounced: 'Bounced',
    replied: 'Replied',
  },
  deliveryReason: {
    address: 'Address on the refusal list',
    domain: 'Domain on the refusal list',
    topic: 'Left the topic',
    refused_recipient: 'Address refused by the server',
    refused_policy: 'Refused by a server rule',
    refused_sender: 'Sender refused by the server',
    refused_content: 'Content refused by the server',
    mailbox_full: 'Mailbox full',
    address_not_ascii: 'Address with letters this server cannot write',
    left: 'Left as it is',
    sent_again: 'Sent again',
    replied: 'The person answered',
  },
  nextAttempt: 'next attempt {date}',
  noDeliveries: 'No messages to show',
  noDeliveriesInState: 'No message of this campaign is in this state.',
  noDeliveriesText: 'Messages appear here as soon as sending begins.',
  newAccount: 'New account',
  editAccount: 'Edit account',
  accountSaved: 'Account saved',
  accountsEmpty: 'No sending account',
  accountsEmptyText:
    'Without an account, campaigns stay in the sandbox. An account is the business’s own mailbox, reached over SMTP.',
  account: {
    name: 'Account name',
    nameHint: 'To recognise it here.',
    host: 'SMTP server',
    port: 'Port',
    security: 'Encryption',
    user: 'User name',
    userHint: 'Often the e-mail address.',
    password: 'Password',
    passwordHint: 'Kept encrypted, never shown.',
    passwordKept: 'Saved. Leave empty to keep it.',
    passwordElsewhere: 'To be entered again: the server has changed.',
    fromName: 'Sender name',
    fromEmail: 'Sender address',
    maxPerMinute: 'Messages per minute',
    maxPerMinuteHint: 'At most; according to the provider’s limits.',
    maxConnections: 'Connections at a time',
  },
  security: { tls: 'TLS', starttls: 'STARTTLS', none: 'None (same machine)' },
  perMinute: '{count} message per minute at most | {count} messages per minute at most',
  noPassword: 'password to be entered',
  testConnection: 'Test connection',
  cause: {
    host_unknown: 'No server has this name: check that it is spelt as the provider says.',
    offline: 'This computer is not connected to the Internet, or finds no server names there.',
    port_closed:
      'The server exists but does not answer on this port: try 465 with TLS, or 587 with STARTTLS.',
    unreachable:
      'The server does not answer: check its name and the port. Some networks (hotel, mobile, company) block outgoing e-mail.',
    silent:
      'The server is reached but says nothing: the encryption probably does not go with the port (465 with TLS, 587 with STARTTLS).',
    dropped:
      'The server cut the connection: check the port and the encryption, or try again later.',
    wrong_encryption:
      'The encryption does not go with the port: choose TLS for 465, STARTTLS for 587.',
    no_starttls: 'The server does not offer STARTTLS on this port: try TLS and port 465.',
    certificate_self_signed:
      'The server made its certificate itself: nobody vouches that it is who it says.',
    certificate_name:
      'The certificate is in the name of another server: check the server’s name with the provider.',
    certificate_expired:
      'The server’s certificate is no longer valid, or this computer’s clock is wrong.',
    certificate_unknown:
      'No known authority vouches for the server’s certificate. An antivirus that reads e-mail may be the cause.',
    certificate_changed:
      'The server shows another certificate than the one that was accepted. Unless it was renewed, do not accept it.',
    no_password: 'The password of this account has to be entered.',
    no_login_offered:
      'The server asks for no login on this port: check the port and the encryption, or remove the login.',
    login_wrong:
      'The login or the password is refused. The login is most often the whole e-mail address.',
    login_app_password:
      'This provider asks for an application password: make one in the security settings of the mailbox, and enter it here instead of the usual password.',
    login_disabled:
      'The provider takes no login and password for this mailbox: allow it in its administration (“authenticated SMTP”), or use another sending account.',
    login_too_often: 'Too many attempts to log in: wait an hour before trying again.',
    sign_in_ended:
      'The provider gives no access to this account any more: sign in again. Messages wait, nothing is lost.',
    sign_in_refused:
      'The server does not take this sign-in, though it was renewed: check that the login is that of the person who signed in, and that this mailbox may send (ask the administrator), then sign in again.',
    sign_in_client:
      'The provider does not know this application any more: check the client id, then sign in again.',
  },
  certificate: {
    shown: 'Certificate shown by the server',
    subject: 'In the name of',
    issuer: 'Issued by',
    validUntil: 'Valid until',
    fingerprint: 'SHA-256 fingerprint',
    trust: 'Trust this certificate',
    trustHint:
      'Only if the fingerprint is the one given by whoever runs the server. Any other certificate will be refused.',
    kept: 'A certificate nobody vouches for is accepted for this server.',
    forget: 'Stop accepting it',
  },
  mayHaveBeenSent:
    'This data comes from a copy: this campaign may have been sent since, from the original or from another computer. Whoever this computer has sent this message to will not get it again; of another computer it knows nothing.',
  foreignAddress:
    'Messages from {address} sent through {host} will be taken for forgeries: the provider of this address only allows its own servers. Write through its server, or from an address in the name of the business.',
  accountCheck: {
    failed: {
      network:
        'The server could not be reached: check its name, the port and the internet connection. Reply received:',
      refused:
        'The server refuses the connection: check the account with the provider. Reply received:',
      certificate: 'The server’s certificate is not valid: check the server name. Reply received:',
      security:
        'The server does not offer the encryption chosen: check encryption and port. Reply received:',
      login:
        'The user name or password is refused: correct them with “Edit”. Some providers ask for an app password. Reply received:',
      rate: 'The server asks to wait: try again in a few minutes. Reply received:',
      quota: 'The provider’s sending limit is reached: try again later. Reply received:',
      suspended: 'The provider has suspended this account: contact it. It answered:',
      relay:
        'The server does not pass this account’s messages on: check the server and the login. It answered:',
      other: 'The connection did not succeed. Reply received:',
    },
    plain: 'The server answers, without encryption:',
    signedIn: 'Connection encrypted and user name accepted:',
    anonymous: 'Connection encrypted, without user name:',
  },
  blocked: {
    network: 'The server cannot be reached. Messages wait and will leave by themselves.',
    refused:
      'The server refuses this account. Messages wait: check the account with the provider, then test the connection.',
    certificate: 'The server’s certificate is not valid. Messages wait: check the server name.',
    security:
      'The server does not offer the encryption asked for. Messages wait: check encryption and port.',
    login:
      'The user name or password is refused. Messages wait: correct them, then test the connection.',
    rate: 'The server asks to slow down. Messages wait and will leave by themselves.',
    quota: 'The provider’s sending limit is reached. Messages wait and will leave by themselves.',
    suspended:
      'The provider has suspended this account. Messages wait: contact the provider, then test the connection.',
    relay:
      'The server does not pass this account’s messages on to other providers. Messages wait: check the server and the login, then test the connection.',
    other: 'This account cannot send at the moment. Messages wait.',
  },
  accountDeleted:
    'Account “{name}” deleted. Its drafts move to the sandbox; its password stays encrypted for thirty days.',
  addRefusals: 'Add refusals',
  searchRefusals: 'Search for an address or a domain',
  noRefusalMatch: 'No refusal matches',
  noRefusals: 'No refusals recorded',
  noRefusalsText:
    'People and domains on this list get no campaign any more. Unsubscriptions and dead addresses enter it by themselves.',
  refusalEntries: 'Addresses or domains',
  refusalEntriesHint: 'One a line, or separated by commas.',
  refusalNote: 'Note',
  refusalsAdded: 'Added: {added}. Already there: {already}.',
  refusalsInvalid:
    '{count} line was not understood and stays in the field. | {count} lines were not understood and stay in the field.',
  removeRefusalTitle: 'Remove this refusal',
  removeRefusalText:
    '{value} will be able to get campaigns again. Only if the person asked for it.',
  removeRefusal: 'Remove refusal',
  removeRefusalOf: 'Remove the refusal of {value}',
  viaAddress: 'Refused by a message to {address}, another address of the same person',
  suppressionReason: {
    unsubscribed: 'Unsubscribed',
    refused: 'Did not agree',
    hard_bounce: 'Dead address',
    complaint: 'Complaint',
    manual: 'Added by hand',
    imported: 'Taken from an import',
    unconfirmed: 'To confirm first',
  },
  message: 'Message',
  searchSandbox: 'Search for a message',
  sandboxNote: 'Nothing here has left.',
  sandboxEmpty: 'The sandbox is empty',
  sandboxEmptyText:
    'A campaign sent with the “Sandbox” account arrives here, message by message, as it would have left.',
  noMessageMatch: 'No message matches',
  seeCampaigns: 'See campaigns',
  clearSandbox: 'Empty the sandbox',
  clearSandboxTitle: 'Empty the sandbox',
  clearSandboxText: 'Captured messages are erased. Campaign figures stay.',
  sandboxCleared: '{count} message erased | {count} messages erased',
  outbox: {
    engine: 'Sending',
    waiting: 'Messages waiting',
    uncertain: 'To decide',
    uncertainText: 'Some messages may have arrived: their campaign asks for a decision.',
    seeUncertain: 'See these messages',
    empty: 'Nothing to send',
    emptyText:
      'Running campaigns appear here with their progress. Sending goes on as long as the application is open.',
  },
  engine: {
    running: 'Active',
    stopped: 'Stopped',
    elsewhere: 'In another window',
    low_disk: 'Waiting for space',
    damaged: 'Stopped, data damaged',
    not_writable: 'Waiting for the folder',
    left: 'Stopped, another computer sends',
    arrived: 'Waiting for your word',
    folder_gone: 'Stopped, folder gone',
    key_lost: 'Stopped, key missing',
  },
  engineText: {
    stopped:
      'Sending is stopped. Waiting messages are kept: start the application again to resume.',
    elsewhere: 'Another copy of the application does the sending. Nothing to do.',
    low_disk:
      'Too little disk space is left to record sends safely. Messages wait: free some space.',
    damaged:
      'The file main.db is damaged. Nothing leaves any more, so that nobody gets a message twice. Put a backup back, then open the application again.',
    not_writable:
      'The data folder, or a file in it, cannot be written. Messages wait and leave as soon as it can: check its permissions and its disk.',
    left: 'Another computer sends in the place of this one. Nothing leaves from here, and nothing is lost: Settings › Backups › Move to another computer.',
    arrived:
      'This data came from another computer, which may still send. Nothing leaves from here until you say that it does not send any more: Settings › Backups › Move to another computer.',
    folder_gone:
      'The data folder is not where it was: it was moved, replaced or deleted, or its disk was unplugged. Nothing leaves, and what is changed here now may be lost. Put the folder back in its place, then open the application again.',
    key_lost:
      'The file install.key is missing, and secrets.json has no copy of it any more. Without this key nobody can tell who already got a message: nothing leaves. Put install.key back from a copy of the folder. Failing that, put ledger.db aside: a new key is made, and each campaign asks for a decision.',
  },
  offlineText:
    'The network does not answer. Messages are kept and will leave when the connection is back.',
  perMinuteMeasured: '{count} per minute',
  minutesLeft: 'about {minutes} min left',
}
