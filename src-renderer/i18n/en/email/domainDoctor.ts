// English: what a check of an account's domain found. Loaded with its dialog, not with the first page.
export const domainDoctor = {
  explained:
    'What the DNS says of {domain}, the domain of {address}. Only the name of the domain is asked, of this computer’s DNS; no blocklist is asked.',
  asking: 'The DNS is answering…',
  again: 'Check again',
  checkedAt: 'Checked on {moment}.',
  byServer: 'Sent through {server}',
  byProvider: 'Sent through {server} ({name})',
  known: 'What {name} asks to be published is from public sources, read on {date}.',
  remembered:
    'What {name} asks to be published was compared with no source ({date}): its help pages decide.',
  allRight: 'Everything that can be checked here is in order.',
  toDo: 'To do: open the DNS zone of {domain} at whoever manages the domain (mostly where it was bought), copy the records below into it, then check again. A change takes from a few minutes to 48 hours to be seen.',
  toLookAt: 'Nothing to copy: what is left to do is told with each point.',
  onlyOpen: 'Nothing wrong was found, but not everything could be checked.',
  ownMail:
    '{address} is an address of a public provider, which takes care of everything: there is nothing to publish. For campaigns, an address at your own domain inspires more trust.',
  foreignMail:
    '{address} is an address of a public provider, and {server} is not theirs: a campaign fails DMARC and ends up as junk or refused for many. There is nothing to set at a domain that is not yours: send through that mailbox’s own server, or take an address at your own domain.',
  found: 'What is published',
  copyThis: 'To publish',
  replacesOne: 'It takes the place of the present record: edit that one, do not add a second.',
  replacesMany: 'It takes the place of the {count} present records: edit one, delete the others.',
  recordName: 'Name',
  recordType: 'Type',
  recordValue: 'Value',
  nameHint: "Some forms want the whole name, {host}, or an empty field instead of {'@'}.",
  copy: 'Copy',
  copied: 'Copied',
  copyName: 'Copy the name',
  copyValue: 'Copy the value',
  selector: 'Name of the key (selector)',
  selectorHint:
    'In a message received from you, “Show original”: what follows s= in the line DKIM-Signature.',
  selectorWrong: 'Letters, digits, dots and hyphens only.',
  lookUp: 'Look for this key',
  selfTest: {
    title: 'Real test',
    about:
      'Sends you a message and reads what the server that took it says of the sender. Most telling: a mailbox at another provider than the one that sends.',
    noMailbox: 'It takes a connected mailbox: add one under “Mailboxes” on the page of accounts.',
    mailbox: 'Mailbox to wait in',
    address: 'Address of this mailbox',
    addressHint: 'The login of this mailbox is no address.',
    start: 'Send yourself a test',
    waiting:
      'The message is sent, then looked for in “{mailbox}”, for three minutes at most. You can wait here.',
    stop: 'Stop waiting',
    inbox: 'Arrived in the inbox, in {seconds} s.',
    junk: 'Arrived in the folder for spam, in {seconds} s.',
    notCome:
      'The sending server took it (it answers: {reply}), but nothing had come after three minutes. Some servers make a sender wait whom they do not know: look into the mailbox later, then test again.',
    by: 'According to {authority}:',
    pass: '{method}: passed, for {domain}.',
    passUntold: '{method}: passed.',
    passOther:
      '{method}: passed, but for {domain}, which is not the domain of your address. It does not count for DMARC.',
    failed: '{method}: failed (“{result}”). See this point above.',
    none: '{method}: the server found nothing to check. See this point above.',
    untold: '{method}: the server says nothing of it.',
    silent:
      'This server does not write what it checked, which is usual between addresses of one provider. Try a mailbox of another.',
    lines: 'What the server wrote',
  },
  part: {
    mx: 'Receiving (MX)',
    spf: 'Servers allowed (SPF)',
    dkim: 'Signature (DKIM)',
    dmarc: 'Rule against forgeries (DMARC)',
    alignment: 'Match with your address (alignment)',
    bimi: 'Logo (BIMI)',
  },
  about: {
    mx: 'Says where replies and delivery reports arrive.',
    spf: 'Says which servers may write in the domain’s name.',
    dkim: 'The public key by which anybody can check that your messages come from you, unchanged.',
    dmarc:
      'Tells mailboxes what to do with a message that pretends to be yours, and whom to report it to.',
    alignment: 'SPF or DKIM has to speak for the very domain of your address, or DMARC fails.',
    bimi: 'The logo that some mailboxes show beside your messages.',
  },
  finding: {
    unanswered:
      'The DNS did not answer ({reason}): offline, or the domain’s server is down. No fault was seen; check again later.',
    domain_unknown:
      'The DNS does not know {domain}: check the spelling of the address, and that the domain has not expired.',
    mx_right: 'Replies arrive at {name}.',
    mx_none:
      'No server takes the e-mails of {domain}: replies and delivery reports get lost. The help pages of your mailbox give the MX records to publish.',
    mx_refuses:
      'The domain declares that it takes no e-mail: replies get lost, and some refuse what comes from such an address.',
    mx_unreachable: 'The receiving server ({name}) does not exist: replies get lost.',
    mx_address:
      'The MX record holds an address ({name}) instead of the name of a server: it is not valid.',
    spf_right: '{name} may write for this domain.',
    spf_none: 'No SPF record: nothing says who may write for this domain.',
    spf_not_needed:
      '{name} puts its own domain on the envelope: yours is not asked for SPF with these messages, DKIM is what counts.',
    spf_service_missing:
      '{name} is not in the list: your campaigns fail SPF. The record below adds it (include:{include}) and keeps the rest.',
    spf_server_missing:
      'The address of {server} is not in the list. If your host confirms that it is the one that sends, the record below adds it; else ask them what to add.',
    spf_server_unknown:
      'Cannot be told for {server}: the addresses this server sends from are not known from here. Ask its host what SPF has to contain.',
    spf_several:
      'There are {count} SPF records, only one is allowed: for every recipient none of them counts. The record below puts them together.',
    spf_not_first:
      'The record does not begin with v=spf1 (quotes or blanks too many): nobody recognises it.',
    spf_broken:
      'A part of the record is not understood ({term}): because of it the whole is ignored.',
    spf_include_broken:
      'It points to {name}, which has no valid SPF record: the whole is ignored. Take the pointer out if it is no longer used.',
    spf_loop: 'It goes round in a circle through {name}: the whole is ignored.',
    spf_too_many:
      'It takes {count} questions to the DNS, ten at most are allowed: beyond, it is ignored. Take out services that no longer send.',
    spf_near_limit:
      'It takes {count} of the ten questions to the DNS that are allowed: hardly any room for another service.',
    spf_too_many_after:
      'With this addition it would take {count} questions to the DNS, ten at most are allowed: first take out services that no longer send.',
    spf_voids:
      'It asks {count} questions that lead nowhere, two are allowed: take out names that no longer exist.',
    spf_all_passes: 'It ends with +all: the whole world may write in your name.',
    spf_all_neutral: 'It ends with ?all: it says nothing of other servers.',
    spf_no_all: 'It has no end (~all): it says nothing of other servers.',
    spf_after_all: 'Parts of it stand after “all”: nobody reads them.',
    spf_ptr: 'It contains “ptr”, which is slow and discouraged: many ignore it.',
    spf_sender_id:
      'An old record (Sender ID, spf2.0) is still there: nobody reads it any more, it can be deleted.',
    spf_open: 'A part could not be read ({name}): nothing can be concluded.',
    spf_macro: 'A part depends on each message and cannot be checked from here.',
    dkim_right: 'The key “{selector}” is published and valid ({bits} bits).',
    dkim_none:
      'No key under the names that {name} uses ({selectors}): signing is not switched on. Switch it on in your account at {name} and publish what it shows.',
    dkim_not_found:
      'No key under the usual names of {name} ({selectors}). If signing is on under another name, enter it here; else switch it on at {name}.',
    dkim_selector_unknown:
      'The name of the key is not known: it differs from account to account. Enter it here, or ask your host whether DKIM signing is on.',
    dkim_selector_none: 'There is no key under the name “{selector}”.',
    dkim_dangling:
      'The name “{selector}” points to {target}, where there is no key: switch signing on at the provider, or mend the pointer.',
    dkim_revoked: 'The key “{selector}” was taken back (empty): what it signs is no longer valid.',
    dkim_weak:
      'The key “{selector}” has only {bits} bits, at least 1024 are asked for: it is refused. Make one of 2048 bits.',
    dkim_renew:
      'The key “{selector}” has {bits} bits: accepted, but old. Make one of 2048 bits some time.',
    dkim_testing: 'The key “{selector}” is marked as a trial (t=y): some ignore the signature.',
    dkim_broken:
      'The key “{selector}” cannot be read: it was probably cut or damaged when it was copied.',
    dkim_several: 'There are several keys under the name “{selector}”: only one is allowed.',
    dkim_only_ed25519:
      'The key “{selector}” is of a recent kind (Ed25519) that many cannot read: an RSA key beside it is needed.',
    dkim_some_open: 'No answer for the key “{selector}” ({reason}).',
    dmarc_right: 'The rule is in place ({policy}).',
    dmarc_watching:
      'The rule is in place: watch without acting (p=none), which Gmail and Yahoo ask for at least. Once the reports show nothing but your own sending, go on to p=quarantine.',
    dmarc_none:
      'No rule: Gmail, Yahoo and Microsoft ask for one from whoever writes to many. The one below watches and blocks nothing; the reports (XML files) come to your address.',
    dmarc_parent: 'It comes from {name}, and holds here as well.',
    dmarc_several: 'There are {count} DMARC records, only one is allowed: none of them counts.',
    dmarc_broken:
      'The record is written wrongly and not recognised: it has to begin with v=DMARC1, in capitals and without quotes.',
    dmarc_no_policy: 'It does not say what to do (p= is missing or wrong): many ignore it.',
    dmarc_no_reports:
      'Nobody gets the reports: without them neither a forgery nor an omission is seen.',
    dmarc_reports_refused:
      '{address} gets nothing: its domain has not declared that it takes reports about yours.',
    dmarc_part_only: 'The rule holds for {percent}% of the messages only.',
    dmarc_odd_tag: 'A part is not understood, and ignored: {part}',
    dmarc_alias: 'A pointer (CNAME) to {name} takes up the place: delete it before publishing.',
    aligned_both:
      'SPF and DKIM can speak for your domain. Whether a message is really signed shows in one that was received.',
    aligned_spf:
      'SPF speaks for your domain: one of the two is enough. DKIM besides survives forwarding.',
    aligned_dkim:
      'DKIM can speak for your domain: one of the two is enough. Whether a message is really signed shows in one that was received.',
    aligned_none:
      'Neither SPF nor DKIM speaks for your domain: DMARC fails, and your messages are treated as forgeries.',
    aligned_open: 'Cannot be told while SPF or DKIM is not checked or to be mended.',
    aligned_own_return_path:
      '{name} puts its own domain on the envelope: everything hangs on DKIM.',
    bimi_found: 'A logo is published: {logo}',
    bimi_broken: 'A logo is announced, but its address is not that of an SVG file over https.',
    bimi_needs_policy: 'It will not be shown while DMARC only watches (p=none).',
  },
}
