// The French words of campaigns. « Vous » everywhere but in the friendly tone.
import type { Words } from './campaignWords.ts'

export const frenchWords: Words = {
  yourBusiness: 'Votre entreprise',
  typeName: { newsletter: 'lettre', promotional: 'offre', announcement: 'annonce', educational: 'conseils' },
  places: { button: (label) => `Bouton « ${label} »`, panel: 'Encadré', settings: 'Réglages' },
  greeting: {
    professional: 'Bonjour {{first_name|à tous}},',
    friendly: 'Salut {{first_name|à toi}},',
    enthusiastic: 'Bonjour {{first_name|à vous}},',
    formal: 'Madame, Monsieur,',
  },
  opening: {
    newsletter: {
      professional: ['Cette lettre tient en deux minutes et en un seul sujet.', 'Un sujet à la fois, expliqué simplement : c’est le principe de cette lettre.'],
      friendly: ['Deux minutes, un café, et un sujet qu’on avait envie de partager avec toi.', 'On t’écrit pour te parler d’une chose, une seule.'],
      enthusiastic: ['Nous attendions le bon moment pour vous en parler, et le voici.', 'Il y a des sujets que l’on a hâte de partager. Celui-ci en fait partie.'],
      formal: ['Nous avons le plaisir de vous adresser notre lettre d’information, consacrée au sujet suivant : {topic.}', 'Vous trouverez ci-dessous notre lettre d’information. Elle porte sur le sujet suivant : {topic.}'],
    },
    promotional: {
      professional: ['Nous vous proposons une offre simple, aux conditions écrites noir sur blanc.', 'Une offre claire, pour une durée limitée.'],
      friendly: ['On a préparé quelque chose pour toi, et tu es parmi les premiers à le savoir.', 'Bonne nouvelle, et elle est pour toi.'],
      enthusiastic: ['C’est le moment que beaucoup attendaient, et vous l’apprenez par nous.', 'Nous avons mis tout notre cœur dans cette offre. La voici.'],
      formal: ['Nous avons l’honneur de vous présenter l’offre suivante : {topic.}', 'Nous souhaitions vous informer personnellement de l’offre suivante : {topic.}'],
    },
    announcement: {
      professional: ['Nous tenions à vous en informer directement.', 'Voici une nouvelle que nous tenions à partager avec vous.'],
      friendly: ['On voulait que tu l’apprennes par nous.', 'Ça y est, on peut enfin te le dire.'],
      enthusiastic: ['Nous y travaillions depuis un moment, et nous sommes heureux de vous l’annoncer.', 'La nouvelle est trop belle pour attendre.'],
      formal: ['Nous avons le plaisir de porter à votre connaissance l’information suivante : {topic.}', 'Par la présente, nous souhaitons vous informer de ce qui suit : {topic.}'],
    },
    educational: {
      professional: ['Quelques repères concrets pour avancer sur ce sujet.', 'Une méthode courte, que chacun peut appliquer seul.'],
      friendly: ['Pas de jargon, promis : on t’explique comment t’y prendre.', 'On te fait gagner du temps sur ce sujet.'],
      enthusiastic: ['Vous allez voir, c’est plus simple qu’il n’y paraît.', 'Prenez cinq minutes : elles peuvent tout changer.'],
      formal: ['Nous vous proposons une synthèse pratique sur le sujet suivant : {topic.}', 'Le présent message réunit nos recommandations sur le sujet suivant : {topic.}'],
    },
  },
  main: {
    newsletter: [
      { title: 'L’essentiel', text: 'Ce sujet [[vous|te]] concerne peut-être de près, peut-être pas encore. Dans les deux cas, [[vous saurez|tu sauras]] désormais à qui en parler, et par où commencer.' },
      { title: 'Pourquoi [[vous en|t’en]] parler', text: 'Parce qu’une information donnée au bon moment évite bien des détours. Nous préférons [[vous|te]] le dire simplement, et répondre ensuite à [[vos|tes]] questions.' },
    ],
    promotional: [
      { title: 'Ce que [[vous y gagnez|tu y gagnes]]', text: 'Le même soin que d’habitude, à des conditions que nous ne proposons pas toute l’année. Si cela ne [[vous|te]] convient pas, [[dites-le-nous|dis-le-nous]] : nous chercherons ensemble ce qui convient mieux.' },
      { title: 'Pourquoi maintenant', text: 'Parce qu’une offre n’a de valeur que si elle tombe bien. [[Prenez|Prends]] le temps de la lire, [[posez|pose]] [[vos|tes]] questions, et [[décidez|décide]] ensuite : rien ne presse plus que nécessaire.' },
    ],
    announcement: [
      { title: 'Ce que cela change pour [[vous|toi]]', text: '[[Vous n’avez|Tu n’as]] rien à faire pour l’instant. Si quelque chose [[vous|te]] concerne directement, nous [[vous|te]] le dirons en personne. Et si un point n’est pas clair, une réponse à ce message suffit.' },
      { title: 'En pratique', text: 'Nous avons préparé ce changement pour qu’il soit simple pour [[vous|toi]]. [[Vos interlocuteurs|Tes interlocuteurs]] restent les mêmes, et nous restons joignables comme d’habitude.' },
    ],
    educational: [
      { title: 'Trois étapes pour commencer', text: 'Inutile de tout faire le même jour. Le plus difficile est souvent de choisir par où commencer : voici un ordre qui fonctionne.' },
      { title: 'La méthode, pas à pas', text: 'On avance mieux avec peu d’étapes et un ordre clair. Voici celles que nous conseillons.' },
    ],
  },
  points: {
    newsletter: [
      ['À garder', '[[Gardez|Garde]] ce message sous la main : il resservira le jour où le sujet [[vous|te]] concernera.'],
      ['À demander', 'La première question qui [[vous|te]] vient est presque toujours la bonne. [[Posez-la-nous|Pose-la-nous]].'],
      ['À partager', '[[Vous connaissez|Tu connais]] quelqu’un que cela concerne ? Ce message se transfère en un clic.'],
    ],
    promotional: [
      ['Sans surprise', 'Le prix et les conditions sont annoncés avant. Rien ne s’ajoute à la fin.'],
      ['Sans détour', 'Une question ? Une personne de l’équipe répond, pas un formulaire.'],
      ['Sans regret', '[[Vous hésitez|Tu hésites]] ? Parlons-en avant de décider.'],
    ],
    announcement: [
      ['Ce qui change', 'Ce qui est annoncé ici, à la date indiquée, et rien d’autre.'],
      ['Ce qui ne change pas', 'La façon de nous joindre, et l’attention portée à chaque demande.'],
    ],
    educational: [
      ['1. Faire le point', '[[Écrivez|Écris]] en trois lignes où [[vous en êtes|tu en es]] : ce qui va, ce qui gêne, ce qui manque.'],
      ['2. Trier', 'Ce qui compte le plus, ce qui peut attendre, ce que [[vous ne voulez|tu ne veux]] pas : trois réponses, et l’essentiel apparaît.'],
      ['3. Avancer d’un pas', '[[Choisissez|Choisis]] la plus petite action utile et [[donnez-lui|donne-lui]] une date. La suite devient plus simple.'],
    ],
  },
  panel: {
    promotional: '**L’offre en bref**\n\n- **Ce qu’elle comprend :** {topic.}\n- **Jusqu’au :** [date de fin]\n- **Conditions :** [ce qui est compris, ce qui ne l’est pas]',
    announcement: '**À noter dans [[votre|ton]] agenda :** à partir du [date].',
    educational: '**Une erreur à éviter :** vouloir tout régler à la fois. Un premier pas, fait cette semaine, vaut mieux qu’un plan parfait.',
  },
  audience: {
    businesses: 'Entre professionnels, le temps compte : [[vos|tes]] questions reçoivent une réponse précise, avec un prix et un délai quand il y en a un.',
    customers: '[[Vous nous connaissez|Tu nous connais]] déjà, et c’est pour cela que nous [[vous écrivons|t’écrivons]] en premier. [[Votre avis|Ton avis]] nous aide à faire mieux : [[donnez-le|donne-le]] sans détour.',
    prospects: 'Nous n’avons peut-être pas encore eu l’occasion d’échanger. Ce message n’engage à rien : une question suffit pour commencer.',
    families: 'Chaque famille a ses horaires et ses habitudes. [[Dites-nous les vôtres|Dis-nous les tiens]] : nous nous adaptons autant que possible.',
    everybody: 'Et si le sujet concerne plutôt quelqu’un de [[votre|ton]] entourage, [[n’hésitez|n’hésite]] pas à lui transférer ce message.',
  },
  action: {
    sell: [
      { lead: 'Tout est expliqué en une page : ce qui est compris, le prix, et comment en profiter.', label: 'Voir l’offre' },
      { lead: 'Le détail et la commande se trouvent au même endroit. Cela prend quelques minutes.', label: 'Profiter de l’offre' },
    ],
    book: [
      { lead: 'Le plus simple est d’en parler. [[Dites-nous|Dis-nous]] quand [[vous êtes|tu es]] disponible, nous nous occupons du reste.', label: 'Prendre rendez-vous' },
      { lead: 'Un échange de quelques minutes suffit à savoir si nous pouvons [[vous aider|t’aider]], et comment.', label: 'Choisir un moment' },
    ],
    visit: [
      { lead: 'Rien ne remplace une visite : [[venez|viens]] voir, toucher, comparer, poser [[vos|tes]] questions.', label: 'Préparer ma visite' },
      { lead: 'Nous [[vous accueillons|t’accueillons]] avec plaisir. [[Vérifiez|Vérifie]] simplement nos horaires avant de passer.', label: 'Voir les horaires' },
    ],
    signup: [
      { lead: 'L’inscription prend deux minutes, et [[vous pouvez|tu peux]] changer d’avis.', label: 'M’inscrire' },
      { lead: 'Il suffit de laisser [[vos|tes]] coordonnées : [[vous recevrez|tu recevras]] la confirmation par e-mail.', label: 'Je m’inscris' },
    ],
    reply: [
      { lead: 'Une question, un avis, un désaccord ? [[Écrivez-nous|Écris-nous]] : quelqu’un de l’équipe lit et répond.', label: 'Poser ma question' },
      { lead: 'Qu’en [[pensez-vous|penses-tu]] ? [[Votre réponse|Ta réponse]] nous intéresse, même courte.', label: 'Donner mon avis' },
    ],
    read: [
      { lead: 'Pour aller plus loin, une page réunit tout ce qu’il faut savoir.', label: 'En savoir plus' },
      { lead: 'La suite se lit en quelques minutes, quand [[vous voulez|tu veux]].', label: 'Lire la suite' },
    ],
  },
  closing: {
    professional: 'Nous restons à votre disposition pour toute question.',
    friendly: 'À très vite, et merci de nous lire.',
    enthusiastic: 'Nous avons hâte d’avoir de vos nouvelles !',
    formal: 'Nous vous remercions de votre confiance et vous prions d’agréer, Madame, Monsieur, l’expression de nos salutations distinguées.',
  },
  signature: {
    professional: 'Bien cordialement,\n\n**{business}**',
    friendly: 'Toute l’équipe,\n\n**{business}**',
    enthusiastic: 'Avec toute notre énergie,\n\n**{business}**',
    formal: '**{business}**',
  },
  subjects: {
    newsletter: {
      professional: ['{Brief} : ce qu’il faut retenir', 'À lire en deux minutes : {brief}', '{business} : {brief}', 'Notre lettre : {brief}'],
      friendly: ['On t’en parle : {brief}', 'Deux minutes pour toi : {brief}', 'Tu as vu ? {Brief}', '{Brief}, et ton avis'],
      enthusiastic: ['Enfin : {brief}', 'À ne pas manquer : {brief}', 'Nous avions hâte : {brief}', 'Le sujet du moment : {brief}'],
      formal: ['Lettre d’information : {brief}', '{business} – {brief}', 'Votre lettre d’information : {brief}'],
    },
    promotional: {
      professional: ['Votre offre : {brief}', 'Pour une durée limitée : {brief}', '{Brief} : les conditions', 'Offre de {business} : {brief}'],
      friendly: ['C’est pour toi : {brief}', 'On a pensé à toi : {brief}', 'Tu en profites ? {Brief}'],
      enthusiastic: ['C’est parti : {brief}', 'Le moment est venu : {brief}', 'Ouvrez vite : {brief}'],
      formal: ['Proposition : {brief}', '{business} – offre : {brief}', 'À votre attention : {brief}'],
    },
    announcement: {
      professional: ['À savoir : {brief}', 'Du nouveau : {brief}', '{business} vous informe : {brief}'],
      friendly: ['Ça y est : {brief}', 'On voulait te le dire : {brief}', 'Grande nouvelle : {brief}'],
      enthusiastic: ['C’est officiel : {brief}', 'La nouvelle est là : {brief}', 'Heureux de vous l’annoncer : {brief}'],
      formal: ['Information : {brief}', '{business} – information : {brief}', 'Communication à votre attention : {brief}'],
    },
    educational: {
      professional: ['{Brief} : par où commencer', 'Trois étapes : {brief}', 'Méthode : {brief}'],
      friendly: ['On t’explique : {brief}', 'Facile : {brief}', 'Par où commencer ? {Brief}'],
      enthusiastic: ['Plus simple qu’il n’y paraît : {brief}', 'Cinq minutes suffisent : {brief}', 'Lancez-vous : {brief}'],
      formal: ['Recommandations : {brief}', 'Note pratique : {brief}', '{business} – conseils : {brief}'],
    },
  },
  preheader: {
    newsletter: {
      professional: 'L’essentiel en deux minutes, et à qui poser vos questions.',
      friendly: 'Deux minutes de lecture, et on attend ton avis.',
      enthusiastic: 'Un sujet qui nous tient à cœur, à partager avec vous.',
      formal: 'Notre lettre d’information vient de paraître.',
    },
    promotional: {
      professional: 'Ce qui est compris, jusqu’à quand, et comment en profiter.',
      friendly: 'Tout est expliqué dedans, sans petites lignes.',
      enthusiastic: 'Les détails sont à l’intérieur, et le temps est compté.',
      formal: 'Les conditions de cette offre sont détaillées dans ce message.',
    },
    announcement: {
      professional: 'Ce qui change, ce qui ne change pas.',
      friendly: 'On te raconte tout en une minute.',
      enthusiastic: 'Vous êtes parmi les premiers à l’apprendre.',
      formal: 'Veuillez prendre connaissance de cette information.',
    },
    educational: {
      professional: 'Une méthode en trois étapes, à appliquer seul.',
      friendly: 'Trois étapes, zéro jargon.',
      enthusiastic: 'Trois étapes, et l’envie de s’y mettre.',
      formal: 'Nos recommandations pratiques, en trois points.',
    },
  },
}
