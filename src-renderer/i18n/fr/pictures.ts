// French: choosing a picture, wherever one is chosen.

export const pictures = {
  choose: 'Choisir une image…',
  replace: 'Changer d’image…',
  remove: 'Retirer',
  removed: 'Image retirée.',
  chosen: 'Image choisie',
  hint: 'À choisir, à déposer ou à coller ici. 5 Mo au plus ; trop large, elle est réduite.',
  added: 'Ajoutée : {size}.',
  resized: 'Réduite à {width} px de large : {before} → {size}.',
}
