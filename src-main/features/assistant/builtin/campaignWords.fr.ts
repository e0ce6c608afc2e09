// The French words of campaigns. « Vous » everywhere but in the friendly tone.
import type { Words } from './campaignWords.ts'

export const frenchWords: Words = {
  typeName: {
    newsletter: 'lettre',
    promotional: 'offre',
    announcement: 'annonce',
    educational: 'conseils',
  },
  places: {
    button: (label) => `Bouton « ${label} »`,
    message: 'Message',
    subject: 'Objet',
    preheader: 'Aperçu',
    settings: 'Réglages',
  },
  greeting: {
    professional: 'Bonjour {{first_name|à vous}},',
    friendly: 'Salut {{first_name|à toi}},',
    enthusiastic: 'Bonjour {{first_name|à vous}},',
    formal: 'Madame, Monsieur,',
  },
  opening: {
    newsletter: {
      professional: [
        'Un seul sujet dans cette lettre, et l’essentiel dit simplement.',
        'Un sujet à la fois, sans détour : c’est le principe de cette lettre.',
      ],
      friendly: [
        'Un café, deux minutes, et un sujet qu’on avait envie de partager avec toi.',
        'On t’écrit pour te parler d’une chose, une seule.',
      ],
      enthusiastic: [
        'Nous attendions le bon moment pour vous en parler, et le voici.',
        'Il y a des sujets que l’on a hâte de partager. Celui-ci en fait partie.',
      ],
      formal: [
        'Nous avons le plaisir de vous adresser notre lettre d’information, consacrée au sujet suivant : {topic.}',
        'Vous trouverez ci-dessous notre lettre d’information. Elle porte sur le sujet suivant : {topic.}',
      ],
    },
    promotional: {
      professional: [
        'Nous avons préparé une offre. En voici l’essentiel.',
        'Voici notre offre, dite simplement.',
      ],
      friendly: [
        'On a préparé quelque chose qui pourrait te plaire.',
        'Bonne nouvelle : on a une offre pour toi.',
      ],
      enthusiastic: [
        'Nous avions hâte de vous présenter cette offre.',
        'Nous avons mis tout notre cœur dans cette offre. La voici.',
      ],
      formal: [
        'Nous avons l’honneur de vous présenter l’offre suivante : {topic.}',
        'Nous souhaitions vous informer personnellement de l’offre suivante : {topic.}',
      ],
    },
    announcement: {
      professional: [
        'Nous tenions à vous en informer directement.',
        'Voici une nouvelle que nous tenions à partager avec vous.',
      ],
      friendly: ['On voulait que tu l’apprennes par nous.', 'Ça y est, on peut te le dire.'],
      enthusiastic: [
        'Nous sommes heureux de vous l’annoncer.',
        'La nouvelle est trop belle pour attendre.',
      ],
      formal: [
        'Nous avons le plaisir de porter à votre connaissance l’information suivante : {topic.}',
        'Par la présente, nous souhaitons vous informer de ce qui suit : {topic.}',
      ],
    },
    educational: {
      professional: [
        'Quelques repères concrets pour avancer sur ce sujet.',
        'Une méthode courte, à appliquer à votre rythme.',
      ],
      friendly: [
        'Pas de jargon : on te montre comment t’y prendre.',
        'Si tu te demandes par où commencer, ce message est pour toi.',
      ],
      enthusiastic: [
        'Vous allez voir, c’est plus simple qu’il n’y paraît.',
        'Quelques idées simples, à essayer dès que vous le voulez.',
      ],
      formal: [
        'Nous vous proposons une synthèse pratique sur le sujet suivant : {topic.}',
        'Le présent message réunit nos recommandations sur le sujet suivant : {topic.}',
      ],
    },
  },
  main: {
    newsletter: [
      {
        title: 'L’essentiel',
        text: 'Ce sujet ‹vous|te› concerne peut-être de près, peut-être pas encore. Dans les deux cas, ‹vous savez|tu sais› désormais à qui en parler, et par où commencer.',
      },
      {
        title: 'Pourquoi ‹vous en|t’en› parler',
        text: 'Parce qu’une information donnée au bon moment évite bien des détours. Nous préférons ‹vous|te› le dire simplement, et répondre ensuite à ‹vos|tes› questions.',
      },
    ],
    promotional: [
      {
        title: 'Est-ce pour ‹vous|toi› ?',
        text: 'L’essentiel est dit ci-dessus. Si quelque chose manque ou ne ‹vous|te› convient pas, ‹dites-le-nous|dis-le-nous› : nous chercherons ensemble.',
      },
      {
        title: 'Le bon moment',
        text: 'Une offre n’a de valeur que si elle tombe bien. ‹Prenez|Prends› le temps de la lire, ‹posez|pose› ‹vos|tes› questions, et ‹décidez|décide› ensuite.',
      },
    ],
    announcement: [
      {
        title: 'Ce que cela change pour ‹vous|toi›',
        text: 'Si cette nouvelle ‹vous|te› concerne de près, ‹gardez|garde› ce message sous la main. Et si un point n’est pas clair, une réponse suffit.',
      },
      {
        title: 'En pratique',
        text: 'Nous restons joignables comme d’habitude. ‹Vous pouvez|Tu peux› nous poser ‹vos|tes› questions dès maintenant, même celles qui paraissent évidentes.',
      },
    ],
    educational: [
      {
        title: 'Trois étapes pour commencer',
        text: 'Inutile de tout faire le même jour. Le plus difficile est souvent de choisir par où commencer : voici un ordre possible.',
      },
      {
        title: 'La méthode, pas à pas',
        text: 'On avance mieux avec peu d’étapes et un ordre clair. Voici celles que nous conseillons.',
      },
    ],
  },
  points: {
    newsletter: [
      [
        'À garder',
        '‹Gardez|Garde› ce message sous la main : il resservira le jour où le sujet ‹vous|te› concernera.',
      ],
      [
        'À demander',
        'La première question qui ‹vous|te› vient est souvent la bonne. ‹Posez-la-nous|Pose-la-nous›.',
      ],
      [
        'À partager',
        '‹Vous connaissez|Tu connais› quelqu’un que cela concerne ? Ce message peut lui être transféré.',
      ],
    ],
    promotional: [
      [
        'Lire',
        '‹Voyez|Vois› si l’offre ‹vous|te› correspond, et ce que ‹vous aimeriez|tu aimerais› en savoir.',
      ],
      ['Demander', 'Une question ? Une réponse à ce message suffit.'],
      ['Choisir', '‹Vous hésitez|Tu hésites› ? Parlons-en avant de décider.'],
    ],
    announcement: [
      [
        'À retenir',
        'L’essentiel tient dans le titre de ce message. Le reste peut attendre ‹vos|tes› questions.',
      ],
      [
        'À transmettre',
        '‹Vous connaissez|Tu connais› quelqu’un que cela intéresse ? ‹Faites-lui|Fais-lui› suivre la nouvelle.',
      ],
    ],
    educational: [
      [
        '1. Faire le point',
        '‹Écrivez|Écris› en trois lignes où ‹vous en êtes|tu en es› : ce qui va, ce qui gêne, ce qui manque.',
      ],
      [
        '2. Trier',
        'Ce qui compte le plus, ce qui peut attendre, ce que ‹vous ne voulez|tu ne veux› pas : trois réponses, et l’essentiel apparaît.',
      ],
      [
        '3. Avancer d’un pas',
        '‹Choisissez|Choisis› la plus petite action utile et ‹donnez-lui|donne-lui› une date. La suite devient plus simple.',
      ],
    ],
  },
  panel: {
    promotional: ['**L’offre :** {topic.}'],
    educational: [
      '**Une erreur à éviter :** vouloir tout régler à la fois. Un premier pas, même petit, vaut mieux qu’un plan parfait.',
    ],
  },
  audience: {
    businesses:
      'Entre professionnels, le temps compte : ‹posez votre|pose ta› question en une ligne, et nous irons droit au but.',
    customers:
      '‹Vous nous connaissez|Tu nous connais› déjà. ‹Votre avis|Ton avis› nous aide à faire mieux : ‹donnez-le|donne-le› sans détour.',
    prospects:
      'Nous n’avons peut-être pas encore eu l’occasion d’échanger. Une question suffit pour commencer, et elle n’engage à rien.',
    families:
      'Chaque famille a ses horaires et ses habitudes. ‹Dites-nous les vôtres|Dis-nous les tiens› : nous chercherons ce qui convient.',
    everybody:
      'Nous ‹vous écrivons|t’écrivons› parce que cela pourrait ‹vous être|t’être› utile, maintenant ou plus tard.',
  },
  action: {
    sell: [
      { lead: 'Le détail et la commande se trouvent au même endroit.', label: 'Voir l’offre' },
      { lead: 'L’offre ‹vous|te› plaît ? La suite se passe ici.', label: 'Profiter de l’offre' },
    ],
    book: [
      {
        lead: 'Le plus simple est d’en parler. ‹Dites-nous|Dis-nous› quand ‹vous êtes|tu es› disponible.',
        label: 'Prendre rendez-vous',
      },
      {
        lead: 'Un échange suffit souvent à savoir si nous pouvons ‹vous aider|t’aider›, et comment.',
        label: 'Choisir un moment',
      },
    ],
    visit: [
      {
        lead: 'Rien ne remplace une visite : ‹venez|viens› voir, comparer, poser ‹vos|tes› questions.',
        label: 'Préparer ma visite',
      },
      {
        lead: 'Nous serons heureux de ‹vous accueillir|t’accueillir›. ‹Vérifiez|Vérifie› simplement nos horaires avant de passer.',
        label: 'Voir les horaires',
      },
    ],
    signup: [
      { lead: 'Envie d’en être ? Il suffit de s’inscrire.', label: 'M’inscrire' },
      {
        lead: 'Pour nous rejoindre, ‹laissez-nous vos|laisse-nous tes› coordonnées.',
        label: 'Je m’inscris',
      },
    ],
    reply: [
      {
        lead: 'Une question, un avis, un désaccord ? ‹Écrivez-nous|Écris-nous›, même en une ligne.',
        label: 'Poser ma question',
      },
      {
        lead: 'Qu’en ‹pensez-vous|penses-tu› ? ‹Votre réponse|Ta réponse› nous intéresse, même courte.',
        label: 'Donner mon avis',
      },
    ],
    read: [
      { lead: 'Pour aller plus loin, la suite est en ligne.', label: 'En savoir plus' },
      { lead: 'Le reste se lit quand ‹vous voulez|tu veux›.', label: 'Lire la suite' },
    ],
  },
  answer: {
    sell: 'L’offre ‹vous|te› plaît ? ‹Répondez|Réponds› à ce message : nous conviendrons ensemble de la suite.',
    book: 'Le plus simple est d’en parler. ‹Répondez|Réponds› à ce message avec ‹vos|tes› disponibilités.',
    visit:
      'Rien ne remplace une visite. ‹Répondez|Réponds› à ce message pour préparer la ‹vôtre|tienne›.',
    signup: 'Envie d’en être ? ‹Répondez|Réponds› à ce message, et nous prendrons note.',
    reply:
      'Une question, un avis, un désaccord ? ‹Répondez|Réponds› à ce message, même en une ligne.',
    read: 'Pour en savoir plus, il suffit de répondre à ce message.',
  },
  closing: {
    professional: 'Nous restons à votre disposition pour toute question.',
    friendly: 'À très vite, et merci de nous lire.',
    enthusiastic: 'Nous avons hâte d’avoir de vos nouvelles !',
    formal:
      'Nous vous remercions de votre confiance et vous prions d’agréer, Madame, Monsieur, l’expression de nos salutations distinguées.',
  },
  signature: {
    professional: 'Bien cordialement,\n\n**{business}**',
    friendly: 'Toute l’équipe,\n\n**{business}**',
    enthusiastic: 'Avec toute notre énergie,\n\n**{business}**',
    formal: '**{business}**',
  },
  unsigned: {
    professional: 'Bien cordialement',
    friendly: 'Toute l’équipe',
    enthusiastic: 'Avec toute notre énergie',
    formal: '',
  },
  subjects: {
    newsletter: {
      professional: [
        '{Brief} : ce qu’il faut retenir',
        'Une lettre, un sujet : {brief}',
        '{business} : {brief}',
        'Notre lettre : {brief}',
      ],
      friendly: [
        'On t’en parle : {brief}',
        'Deux minutes pour toi : {brief}',
        'Tu as vu ? {Brief}',
        '{Brief}, et ton avis',
      ],
      enthusiastic: [
        'Enfin : {brief}',
        'À ne pas manquer : {brief}',
        'Nous avions hâte : {brief}',
        'Le sujet du moment : {brief}',
      ],
      formal: [
        'Lettre d’information : {brief}',
        '{business} – {brief}',
        'Votre lettre d’information : {brief}',
      ],
    },
    promotional: {
      professional: [
        'Notre offre : {brief}',
        '{Brief} : l’essentiel',
        'Une offre {of business} : {brief}',
      ],
      friendly: [
        'C’est pour toi : {brief}',
        'On a pensé à toi : {brief}',
        'Tu en profites ? {Brief}',
      ],
      enthusiastic: [
        'C’est parti : {brief}',
        'La voici : {brief}',
        'Nous y avons mis tout notre cœur : {brief}',
      ],
      formal: [
        'Proposition : {brief}',
        '{business} – offre : {brief}',
        'À votre attention : {brief}',
      ],
    },
    announcement: {
      professional: [
        'À savoir : {brief}',
        'Du nouveau : {brief}',
        '{business} vous informe : {brief}',
      ],
      friendly: [
        'Ça y est : {brief}',
        'On voulait te le dire : {brief}',
        'Grande nouvelle : {brief}',
      ],
      enthusiastic: [
        'C’est officiel : {brief}',
        'La nouvelle est là : {brief}',
        'Heureux de vous l’annoncer : {brief}',
      ],
      formal: [
        'Information : {brief}',
        '{business} – information : {brief}',
        'Communication à votre attention : {brief}',
      ],
    },
    educational: {
      professional: [
        '{Brief} : par où commencer',
        'Trois étapes : {brief}',
        'Une méthode : {brief}',
      ],
      friendly: ['On t’explique : {brief}', 'Facile : {brief}', 'Par où commencer ? {Brief}'],
      enthusiastic: [
        'Plus simple qu’il n’y paraît : {brief}',
        'À vous de jouer : {brief}',
        'Lancez-vous : {brief}',
      ],
      formal: [
        'Recommandations : {brief}',
        'Note pratique : {brief}',
        '{business} – conseils : {brief}',
      ],
    },
  },
  preheader: {
    newsletter: {
      professional: 'L’essentiel, et à qui poser vos questions.',
      friendly: 'Deux minutes de lecture, et on attend ton avis.',
      enthusiastic: 'Un sujet qui nous tient à cœur, à partager avec vous.',
      formal: 'Notre lettre d’information vient de paraître.',
    },
    promotional: {
      professional: 'L’essentiel de l’offre, et à qui poser vos questions.',
      friendly: 'On te présente ça en quelques lignes.',
      enthusiastic: 'L’offre se découvre à l’intérieur.',
      formal: 'Cette offre vous est présentée dans ce message.',
    },
    announcement: {
      professional: 'La nouvelle, et à qui poser vos questions.',
      friendly: 'On te raconte tout en une minute.',
      enthusiastic: 'La nouvelle, en quelques lignes.',
      formal: 'Veuillez prendre connaissance de cette information.',
    },
    educational: {
      professional: 'Une méthode en trois étapes, à appliquer à votre rythme.',
      friendly: 'Trois étapes, zéro jargon.',
      enthusiastic: 'Trois étapes, et l’envie de s’y mettre.',
      formal: 'Nos recommandations pratiques, en trois points.',
    },
  },
}
