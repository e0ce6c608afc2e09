// English: pictures and attachments of messages.

export const emailFiles = {
  files: {
    pictureHint:
      'Chosen, dropped or pasted here, 5 MB at most. It travels inside each message: no website needed.',
    width: 'Width, in pixels',
    attachments: 'Attachments',
    pictures: 'Pictures of the message',
    attach: 'Attach a file…',
    addPicture: 'Add a picture…',
    insert: 'Insert',
    unused: 'not in the message',
    remove: 'Remove {name}',
    attachmentHint:
      'None. At most 10 MB in all: a link to a file arrives more surely than a large file.',
    cost: '{size} of files × {count} recipient: {all} to send. | {size} of files × {count} recipients: {all} to send.',
  },
}
