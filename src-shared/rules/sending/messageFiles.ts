// The files a message takes along: how its HTML names a picture, and how heavy they may be together.

export const fileKinds = ['picture', 'attachment'] as const
export type FileKind = (typeof fileKinds)[number]

/** Bytes of one picture. */
export const maxPictureBytes = 5 * 1024 * 1024
/** Bytes of all pictures of a message together, of those it shows. */
export const maxPicturesBytes = 8 * 1024 * 1024
/** Bytes of all attachments of a message together. */
export const maxAttachmentsBytes = 10 * 1024 * 1024
/** Files of one campaign, those it no longer shows included. */
export const maxFilesPerCampaign = 100

/** A picture's Content-ID by its content: the same picture twice in a message is one part. */
export const contentIdOf = (hash: string): string => `${hash}@webox`

/** What stands in `src` (RFC 2392). */
export const pictureAddress = (hash: string): string => `cid:${contentIdOf(hash)}`

const written = /cid:([0-9a-f]{64})@webox(?![\w.-])/gi

/** Hashes of the pictures that a message shows from its own files, each once, in their order. */
export const picturesIn = (html: string): string[] => [
  ...new Set([...html.matchAll(written)].map(([, hash = '']) => hash.toLowerCase())),
]

/** The hash that an address names; null if it names no picture of ours. */
export const hashOfAddress = (address: string): string | null =>
  /^cid:([0-9a-f]{64})@webox$/.exec(address)?.[1] ?? null

/** HTML with the addresses of its own pictures put in place; those that are not known stay. */
export const withPictures = (html: string, known: ReadonlyMap<string, string>): string =>
  html.replace(written, (address, hash: string) => known.get(hash.toLowerCase()) ?? address)

/** Bytes that so many bytes of a file take in a message: base64, in lines of 76 characters. */
export const encodedBytes = (bytes: number): number => {
  const characters = 4 * Math.ceil(bytes / 3)
  return characters + 2 * Math.ceil(characters / 76)
}
