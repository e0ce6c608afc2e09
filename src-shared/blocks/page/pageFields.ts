// The fields that kinds of page blocks are made of.
import { z } from 'zod'
import { line, text } from '../../rules/valueSchemas.ts'

/**
 * Plain text with `**bold**`, `*italic*` and `[label](https://…)`; empty lines part paragraphs, `-
 * ` begins a list item.
 */
export const RichText = text(10_000)
export const Heading = line(200)
export const Label = line(80)
export const Note = line(300)
/** A picture the user put into the application, by its content's hash. */
export const AssetId = z.string().regex(/^[0-9a-f]{64}$/)
/** The words for those who do not see a picture. */
export const ImageAlt = line(200)
