// Which files the import of contacts takes, by their names, and how large they may be.

/** Endings in lower case, in the order in which they are told. */
export const contactFileEndings = ['.csv', '.tsv', '.txt', '.xlsx', '.xlsm', '.vcf'] as const

/** Whether a file of this name may hold contacts; what is in it is judged by the import. */
export const isContactFile = (name: string): boolean =>
  contactFileEndings.some((ending) => name.toLowerCase().endsWith(ending))

/** Largest file taken, in bytes. */
export const maxContactFileBytes = 200 * 1024 * 1024
