// English: choosing a picture, wherever one is chosen.

export const pictures = {
  choose: 'Choose a picture…',
  replace: 'Choose another…',
  remove: 'Remove',
  removed: 'Picture removed.',
  chosen: 'Chosen picture',
  hint: 'Chosen, dropped or pasted here. 5 MB at most; too wide, it is made smaller.',
  added: 'Added: {size}.',
  resized: 'Made {width} px wide: {before} → {size}.',
}
