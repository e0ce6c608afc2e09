// Protections of the product, each with the change of its source that takes it out: a run whose engine
// loads the changed source must fail, else it looks at nothing.

/** What is to be found exactly once in a file, named from the root of the project, and what stands there then. */
type Change = { file: string; find: string; replace: string }
export type ProductMutation = {
  /** What is no longer so. */
  without: string
  /** The faults whose run has to fail then. */
  seenBy: readonly string[]
  changes: readonly Change[]
}

const outbox = 'src-main/features/email/outbox'
const mail = 'src-main/mail'

/** Of copies of a data folder. */
export const copyMutations = {
  unheld: {
    without: 'a folder that is a copy is held',
    seenBy: [
      'folder_back',
      'folder_twice',
      'draft_copy',
      'other_machine',
      'database_alone',
      'ledger_alone',
    ],
    changes: [
      {
        file: `${outbox}/copies/folderHistory.ts`,
        find: 'export function judgeFolder(history: FolderHistory): CopyReason | null {',
        replace:
          'export function judgeFolder(history: FolderHistory): CopyReason | null {\n return null',
      },
      // An older database is also known by the rows that its ledger knows more of.
      {
        file: `${outbox}/outbox.recovery.ts`,
        find: "if (row.state === 'queued') pause.run(now, row.campaign_id)",
        replace: '',
      },
    ],
  },
  forgetful: {
    without: 'what was sent is remembered outside the folder',
    seenBy: ['folder_back', 'folder_twice', 'draft_copy'],
    changes: [
      {
        file: `${outbox}/copies/outsideMemory.ts`,
        find: 'if (!own.enter(messageId, recipientHash, now)) return false',
        replace: 'return own.enter(messageId, recipientHash, now)',
      },
      {
        file: `${outbox}/copies/outsideMemory.ts`,
        find: 'teach: (ledgerFile) =>',
        replace: 'teach: () => undefined,\n _: (ledgerFile) =>',
      },
    ],
  },
  ledgerless: {
    without: 'the ledger is asked what was handed over',
    seenBy: ['folder_back', 'draft_copy', 'database_alone'],
    changes: [
      {
        file: `${outbox}/outbox.ledger.ts`,
        find: 'watched(() => enter.run(messageId, recipientHash, now).changes === 1)',
        replace: '(watched(() => enter.run(messageId, recipientHash, now)), true)',
      },
      {
        file: `${outbox}/outbox.recovery.ts`,
        find: 'if (ledger.isEmpty()) return',
        replace: 'return',
      },
    ],
  },
} as const satisfies Record<string, ProductMutation>

/** Of conversations with a server that is out of step. */
export const stepMutations = {
  taken3xx: {
    without: 'only 2xx takes a message',
    seenBy: ['dot_3xx'],
    changes: [
      {
        file: `${mail}/smtpTransaction.ts`,
        find: 'if (hundreds(reply) === 2 && reply.code !== 221) return',
        replace: 'if (hundreds(reply) < 4) return',
      },
    ],
  },
  refused3xx: {
    without: 'only 4xx and 5xx refuse a message',
    seenBy: ['dot_3xx'],
    changes: [
      {
        file: `${mail}/smtpTransaction.ts`,
        find: "if (isRefusal(reply)) throw refused(reply, 'content', true)",
        replace: "throw refused({ ...reply, code: 451 }, 'content', true)",
      },
    ],
  },
  anyInvitation: {
    without: 'DATA is answered by 354 and nothing else',
    seenBy: ['no_354'],
    changes: [
      {
        file: `${mail}/smtpTransaction.ts`,
        find: 'data: (reply: SmtpReply) => reply.code === 354',
        replace: 'data: (reply: SmtpReply) => reply.code < 400',
      },
    ],
  },
  unasked: {
    without: 'what nobody asked for ends the connection',
    seenBy: ['unasked'],
    changes: [
      {
        file: `${mail}/smtpConversation.ts`,
        find: 'else if (waiting === undefined)',
        replace: 'else if (waiting === undefined) this.early = reply\n else if (false)',
      },
      {
        file: `${mail}/smtpConversation.ts`,
        find: 'this.#waiting.push({ limit, resolve, reject })',
        replace:
          'const early = this.early\n if (early) { this.early = undefined; return resolve(early) }\n this.#waiting.push({ limit, resolve, reject })',
      },
    ],
  },
} as const satisfies Record<string, ProductMutation>

export type CopyMutation = keyof typeof copyMutations
export type StepMutation = keyof typeof stepMutations
export const productMutations: Record<CopyMutation | StepMutation, ProductMutation> = {
  ...copyMutations,
  ...stepMutations,
}
export type ProductMutationName = keyof typeof productMutations
