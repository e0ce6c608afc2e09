// Files of contacts: how they are read, what is asked about them, and what became of them.
import { z } from 'zod'
import { leadFieldNames, leadFields, type LeadFieldName } from '../../leadFields/leadFields.ts'
import { LeadStatus, leadStatuses } from '../../leadFields/leadStatus.ts'
import { GivenTimestamp, Id, Timestamp } from '../common.ts'
import { CustomKey } from '../../rules/leadFilter/customFieldShape.ts'
import { CustomFieldDraft, type CustomField } from './customFields.ts'
import {
  customKeyOf,
  customName,
  type CustomFieldKind,
} from '../../rules/leadFilter/filterFields.ts'
import { legalBases } from '../../rules/consents/legalBases.ts'
import { line } from '../../rules/valueSchemas.ts'

/** What a person can be recognised by: a column of an imported file must be one of them. */
export const identifyingFields = ['email', 'firstName', 'lastName', 'fullName', 'phone'] as const
type OtherFieldName = Exclude<LeadFieldName, (typeof identifyingFields)[number]>
const isOtherField = (name: LeadFieldName): name is OtherFieldName =>
  !identifyingFields.some((field) => field === name)

/**
 * What a column of an imported file can become. `refused`: yes, or a date, says that the person
 * refused mail; `agreed`: no says so; `ignored`: it is not taken.
 */
export const importFields = [
  ...identifyingFields,
  ...leadFieldNames.filter(isOtherField),
  'createdAt',
  'wonAt',
  'refused',
  'agreed',
  'ignored',
] as const
export const ImportField = z.enum(importFields)
export type ImportField = z.infer<typeof ImportField>

/** A custom field as mappings name it: one there is, or one that `options.newFields` makes. */
const CustomTarget = z.templateLiteral(['custom.', CustomKey])
/** @throws ZodError for a key that is none */
export const customTarget = (key: string): z.infer<typeof CustomTarget> =>
  CustomTarget.parse(customName(key))
export const ImportTarget = z.union([ImportField, CustomTarget])
export type ImportTarget = z.infer<typeof ImportTarget>

/** Whose column adds, or says nothing of what was there: the rule for people who are here is another's. */
const neverReplaced: readonly ImportTarget[] = [
  ...(['email', 'tags', 'createdAt', 'refused', 'agreed', 'ignored'] as const),
]
/** Whether a file can go over what somebody has there. */
export const isReplaceable = (target: ImportTarget): boolean => !neverReplaced.includes(target)

type KindOf = (target: ImportTarget) => CustomFieldKind | null
/** The kinds of the custom fields there are, and of those to be made. */
export function customKinds(
  fields: readonly Pick<CustomField, 'key' | 'kind'>[],
  newFields: Readonly<Record<string, Pick<CustomField, 'kind'>>>,
): KindOf {
  const kinds = new Map([
    ...fields.map(({ key, kind }) => [key, kind] as const),
    ...Object.entries(newFields).map(([key, { kind }]) => [key, kind] as const),
  ])
  return (target) => kinds.get(customKeyOf(target) ?? '') ?? null
}

/** Whether a column holds numbers with decimals. */
export const isAmountTarget = (target: ImportTarget, kindOf: KindOf): boolean =>
  target === 'estimatedValue' || ['number', 'money'].includes(kindOf(target) ?? '')

const ColumnPosition = z.string().regex(/^\d{1,3}$/)
/**
 * Column position (0-based, as a string key) → field. What a column left out holds is kept as other
 * data of the person; `ignored` keeps it nowhere.
 */
export const ImportMapping = z.record(ColumnPosition, ImportTarget)
export type ImportMapping = z.infer<typeof ImportMapping>

export const importProblemReasons = [
  'email_empty_local_part',
  'email_forbidden_character',
  'email_not_one_at_sign',
  'email_bad_domain',
  'email_too_long',
  'no_identity',
  'value_not_a_number',
  'value_too_long',
  'other_data_full',
  'row_too_long',
  'date_unreadable',
  'amount_ambiguous',
  'phone_damaged',
  'stage_unknown',
  'consent_unknown',
  'character_unreadable',
  'email_of_another',
  'choice_unknown',
  'value_unfit',
  'not_found',
  'email_doubtful',
] as const
export type ImportProblemReason = (typeof importProblemReasons)[number]
export const ImportProblem = z.object({
  /** Line of the file on which the row begins; the header is line 1. */
  line: z.int(),
  value: z.string(),
  reason: z.enum(importProblemReasons),
  /** Title of the column; null for a whole row. */
  column: z.string().nullable().default(null),
})
export type ImportProblem = z.infer<typeof ImportProblem>

/** A word of a file that nobody knows, and how often it stands there. */
export const ImportWord = z.object({ column: z.string(), word: z.string(), count: z.int() })
export type ImportWord = z.infer<typeof ImportWord>

export const ImportBuckets = z.object({
  total: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  duplicate: z.int(),
  invalid: z.int(),
  /** Rows that `options.mode` leaves alone: of known people, or of unknown ones. */
  skipped: z.int().default(0),
  /** Addresses that entered the suppression list because a column said the person refused. */
  suppressed: z.int(),
  /** Addresses that are not written to until their person has agreed. */
  unconfirmed: z.int().default(0),
  /** People of whom `options.legalBasis` was noted. */
  basisNoted: z.int().default(0),
  /** People of whom it was not, since a refusal of theirs is on record. */
  refusalKept: z.int().default(0),
  /** Values that have no place in their field; they are in the notes of their person. */
  leftOut: z.int().default(0),
  /** Addresses of new people whose domain looks like a slip of the hand; they are taken as they stand. */
  doubtful: z.int().default(0),
  /** Rows that could not be taken, values that were left out, doubtful addresses; the first thousand. */
  problems: z.array(ImportProblem),
  /** What nobody knows and `options.words` can say; the first two hundred. */
  unknownWords: z.array(ImportWord).default([]),
  /** Columns without a field: their values are kept as other data of the person. */
  otherColumns: z.array(z.string()).default([]),
})
export type ImportBuckets = z.infer<typeof ImportBuckets>

export const ImportColumn = z.object({
  index: z.int(),
  header: z.string(),
  field: ImportTarget.nullable(),
  samples: z.array(z.string()),
  /** The custom field that its values look like, for a column that has no field yet. */
  suggestion: CustomFieldDraft.required({ key: true }).nullable(),
  /** Each of the first rows has a value of its own there, a number or a code. */
  isIdentifier: z.boolean(),
})
export type ImportColumn = z.infer<typeof ImportColumn>
export const importEncodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'macintosh',
  'cp850',
  'windows-1250',
] as const
export const importSeparators = [',', ';', '\t', '|'] as const

const ImportEncoding = z.enum(importEncodings)
export type ImportEncoding = z.infer<typeof ImportEncoding>

/** Number of the record that holds the titles, counted from 1; 0: the file has none. */
const HeaderRow = z.int()
const TextFormat = z.object({
  kind: z.literal('text'),
  encoding: ImportEncoding,
  separator: z.enum(importSeparators),
  headerRow: HeaderRow,
})
export type TextFormat = z.infer<typeof TextFormat>
const WorkbookFormat = z.object({
  kind: z.literal('workbook'),
  /** Position of the sheet that is read. */
  sheet: z.int(),
  /** `rows`: as the sheet itself says; null if it does not. */
  sheets: z.array(z.object({ name: z.string(), rows: z.int().nullable(), isHidden: z.boolean() })),
  headerRow: HeaderRow,
})
export type WorkbookFormat = z.infer<typeof WorkbookFormat>
const CardsFormat = z.object({
  kind: z.literal('cards'),
  encoding: ImportEncoding,
  headerRow: HeaderRow,
  /** Photos and logos in the cards: they are not taken. */
  pictures: z.int(),
})
/** What the file is: a table of text, a sheet of an Excel workbook, or address cards (vCard). */
export const ImportFormat = z.discriminatedUnion('kind', [TextFormat, WorkbookFormat, CardsFormat])
export type ImportFormat = z.infer<typeof ImportFormat>

/** What a word of a file means: about writing to its person, or a stage. */
export const ImportMeaning = z.enum(['refused', 'unconfirmed', 'agreed', ...leadStatuses])
export type ImportMeaning = z.infer<typeof ImportMeaning>

/** What a file may do: bring people, change those who are here, or both. */
export const importModes = ['create_and_update', 'create', 'update'] as const
export const existingRules = ['fill_blanks', 'overwrite'] as const

/** What the user says about a file instead of having it judged. */
export const ImportChoices = z.strictObject({
  encoding: z.enum(importEncodings).optional(),
  separator: z.enum(importSeparators).optional(),
  headerRow: z.int().min(0).max(100).optional(),
  /** Position of the sheet of a workbook, from 0; left out, the fullest one is read. */
  sheet: z.int().min(0).max(999).optional(),
  /** Whether 4/3 is 4 March. */
  dateOrder: z.enum(['day_first', 'month_first']).optional(),
  decimalMark: z.enum(['.', ',']).optional(),
  /** Everyone in this file has refused mail. */
  everyoneRefused: z.boolean().optional(),
  /**
   * What happens to somebody who is there already: only empty fields are filled (the default), or
   * what the file says goes over what was there.
   */
  existing: z.enum(existingRules).optional(),
  /** The same for single columns, by their position. */
  columns: z.record(ColumnPosition, z.enum(existingRules)).optional(),
  mode: z.enum(importModes).optional(),
  /**
   * The custom field by which people are recognised, besides their address: an identifier. A row
   * that has one needs nothing else to say who it is.
   */
  match: CustomTarget.optional(),
  /** Custom fields to be made before anything is written, by their key. */
  newFields: z.record(CustomKey, CustomFieldDraft.omit({ key: true })).optional(),
  /** Holds for everybody in the file, beside what its columns say. */
  forAll: z
    .strictObject({
      tags: z.array(line(leadFields.tags.maxTagLength)).max(leadFields.tags.max).optional(),
      status: LeadStatus.optional(),
      source: line(leadFields.source.max).optional(),
    })
    .optional(),
  /**
   * On what everybody in the file may be written to: noted of each person whom the file creates or
   * finds, and who has not refused. `none`: whom it creates is kept, and not written to before they
   * agree. Left out, nothing is noted.
   */
  legalBasis: z
    .strictObject({
      basis: z.enum([...legalBases, 'none']),
      /** When it was given; left out: the moment of the import. Not in the future. */
      at: GivenTimestamp.optional(),
      /** How, or where: "Salon 2026, paper form". */
      note: line(200).optional(),
    })
    .optional(),
  /** Meanings of words nobody knows, by the word. */
  words: z.record(z.string().max(200), ImportMeaning).optional(),
})
export type ImportChoices = z.infer<typeof ImportChoices>

/** What is said about a file that holds for the next one with the same titles. */
export const ImportMemory = z.object({
  mapping: ImportMapping,
  options: ImportChoices.pick({ existing: true, columns: true, mode: true, match: true }),
})
export type ImportMemory = z.infer<typeof ImportMemory>

/** What an import in one call answers: its number, by which it can be taken back. */
export const ImportAnswer = z.object({ id: Id, ...ImportBuckets.shape })
export type ImportAnswer = z.infer<typeof ImportAnswer>

/** A file that was read but not yet imported. */
export const ImportPreview = z.object({
  uploadId: z.string(),
  fileName: z.string(),
  format: ImportFormat,
  /** What is applied: judged, or chosen. */
  reading: z.object({
    /** Null: no column of dates shows it. */
    dateOrder: z.enum(['day_first', 'month_first']).nullable(),
    decimalMark: z.enum(['.', ',']).nullable(),
    /** The file's name says that everyone in it refused, or the user does. */
    everyoneRefused: z.boolean(),
  }),
  columns: z.array(ImportColumn),
  /** A file with the same titles came before: what was said about it is applied here. */
  remembered: ImportMemory.nullable(),
  /** The fields to be made, with the choices that the whole file has. */
  newFields: z.record(CustomKey, CustomFieldDraft.omit({ key: true })),
  /** The first rows as read, for the eye. */
  rows: z.array(z.array(z.string())),
  /** What importing with this mapping would do, computed on the whole file without writing. */
  buckets: ImportBuckets,
})
export type ImportPreview = z.infer<typeof ImportPreview>

export const ImportRun = z.object({
  id: Id,
  fileName: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed', 'undone']),
  /** Rows treated so far; `buckets.total` while running is the same number. */
  rowsDone: z.int(),
  /** Share of the file read, 0 to 1. */
  progress: z.number(),
  startedAt: Timestamp,
  finishedAt: Timestamp.nullable(),
  buckets: ImportBuckets,
  /** Rows that can be downloaded with what stood against them. */
  rejected: z.int(),
})
export type ImportRun = z.infer<typeof ImportRun>
