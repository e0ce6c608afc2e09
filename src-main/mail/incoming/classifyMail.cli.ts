// `npm run classify-mail -- FILE…`: what each message of the files is, one JSON a line. A file holds one
// message, or several as mbox.
import { readFile } from 'node:fs/promises'
import { classifyMail, type ClassifiedMail } from './classifyMail.ts'
import { mboxMessages } from './mbox.ts'

/** The worst of what a report says comes first: one line a message has room for one. */
const worst = ['hard', 'sender', 'soft']

function lineOf(file: string, { kind, bounces, person }: ClassifiedMail): string {
  const [bounce] = [...bounces].sort((a, b) => worst.indexOf(a.class) - worst.indexOf(b.class))
  const isBounce = bounce !== undefined
  return JSON.stringify({
    file,
    kind,
    class: isBounce ? bounce.class : null,
    recipient: isBounce ? bounce.recipient : person,
  })
}

const files = process.argv.slice(2)
if (files.length === 0) {
  console.error('npm run classify-mail -- FILE…   (one message a file, or an mbox)')
  process.exitCode = 2
}
for (const file of files) {
  try {
    for (const message of mboxMessages(await readFile(file)))
      console.log(lineOf(file, await classifyMail(message)))
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
}
