// English: the editor of blocks, of pages and of messages.

export const blockEditor = {
  add: 'Add a block',
  palette: 'Available blocks',
  block: 'Block',
  noneChosen: 'Choose a block on the left to edit it.',
  tools: 'Actions on the block',
  tool: { up: 'Move up', down: 'Move down', duplicate: 'Duplicate', remove: 'Delete' },
  canvas: {
    title: 'Blocks, where they stand',
    block: '{kind}: {summary}',
    grip: 'Move the block “{block}”',
    holder: 'Choose the block around it: {block}',
    add: {
      before: 'Add a block above',
      after: 'Add a block below',
      in: 'Add a block to the column',
    },
  },
  writing: {
    tools: 'Look of the text',
    bold: 'Bold',
    italic: 'Italic',
    link: 'Link',
    list: 'Bulleted list',
    numbers: 'Numbered list',
    address: 'Address of the link (empty to take it out)',
    apply: 'Apply',
    addressWrong: 'An address begins with https:// or is an e-mail address.',
    tooLong: 'Too long: {max} characters at most. Nothing was added.',
    linkLost:
      'The link “{address}” is not kept: an address begins with https:// or is an e-mail address. Its words stay.',
  },
  item: {
    up: 'Move item {number} up',
    down: 'Move item {number} down',
    remove: 'Remove item {number}',
  },
  column: 'Column {number}',
  emptyColumn: 'Column {number}, empty',
  unfinished: 'To complete',
  moved: '{block}: position {place} of {count}',
  undo: 'Undo',
  redo: 'Redo',
  width: 'Width of the preview',
  desktop: 'Computer',
  mobile: 'Phone',
}
