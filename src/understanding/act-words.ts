import type { DialogueAct } from './understanding.ts';

/** Words that ask something of the conversation beside its facts; see control-words.ts. */
export const ACTS: readonly { readonly act: DialogueAct; readonly phrases: readonly string[] }[] = [
  {
    act: 'repeat',
    phrases: [
      'say|tell|show|give|post|repeat|send =me|us? that|it|this|the-answer|the-recommendation|the-result =again|once-more|one-more-time|again-please',
      'repeat =that|it|please|the?',
      'what was|were =it|that|the|your =again|answer|recommendation|advice|result|conclusion|suggestion|verdict?',
      'so what was|is|did|should =it|the-answer|the-recommendation|the-verdict|the-result|you-say|you-recommend',
      'come again',
      'remind me',
      'once more =please?',
      'recap|summarize|summarise|summary',
      'what did|was you =say|recommend|suggest|advise|tell',
      'lost the answer|message|recommendation',
    ],
  },
  {
    act: 'hypothetical',
    phrases: [
      'what|how if|about-if',
      'what|how would|will change|happen|be-different .. if',
      'suppose|supposing|imagine|hypothetically|assume|assuming|say we|i|it|there|the|you|that|had',
      'suppose|supposing|imagine|hypothetically',
      'what|how about',
      'and if|would',
      'would|does|will .. still =hold|apply|work|be|recommend|change',
      'would|does =that|it|this|the-answer|the-advice change',
      '=if =we|i|it|the|there had|were|was|went|got|moved|switched|used|doubled|ran',
    ],
  },
  {
    act: 'new-job',
    phrases: [
      'another|different|new|next|second|other|separate|unrelated =question|job|task|thing|case|project|topic|problem|one|scenario|workload',
      'different|separate|unrelated|new|another topic|thing|story|subject|case|question',
      'now|ok|also for|about|we-have|to|i-have .. another|different|other|second =job|project|service|script|app|task|one',
      'moving on',
      'next|now =up?',
      'on another|a-different|an-unrelated note|topic|subject|matter',
      'change of topic|subject',
      'something|somewhat else|different|completely-different|unrelated|new',
    ],
  },
  {
    act: 'accept',
    phrases: [
      'ok|okay|k|kk|okey|okie|alright|fine|sure|deal|agreed|good|great|perfect|cool|yes|yep|yeah|yup|sounds',
      'go =ahead|for|with =with|it|that|the|this|your|default|safe?',
      "let|lets|let's =go|do|use|take|try =with|ahead|for? =it|that|this|the-default|default|your",
      'do|take|use|pick|choose =that|it|this|the|your|default|safe|suggested =default|one|option|suggestion|recommendation|choice?',
      'the|safe|your default =option|choice|answer|one|is|works|then|please|it? =fine|ok|good|works?',
      '=default =it|is|then|please|works|fine? =then|fine?',
      'works for me|us',
      'sounds|looks|seems good|fine|right|reasonable|great|ok',
      "i'll|i|we'll|we =take|accept|go|will|use|trust =it|that|the|your|with|go|you",
      'yes|ok|sure|yeah|yep =please|do|go|ahead|that|lets =it|that|ahead|this?',
    ],
  },
  {
    act: 'both',
    phrases: [
      '=both =really|of-them|of-those|equally|actually|i-think|i-guess|parts|kinds?',
      '=bit|little|some|part of both|each',
      'mix|mixture|mixed|combination =of|both|them|the|two?',
      'half and half|half',
      '=fifty fifty',
      'it|they|we|job|that does|do|are|is both',
    ],
  },
  {
    act: 'more',
    phrases: [
      '=more =details|detail|please|info|information|on-that|about-it?',
      'tell|show|give|read =me? =more =details|detail|about-it|about-that|please?',
      'the|some =details|rest =please?',
      'pitfalls|alternatives|sources|caveats =please?',
    ],
  },
  {
    act: 'code',
    phrases: [
      '=code =please|example|sample|snippet?',
      'show|give|post|send|see =me|us? =the|some|an|full|whole|complete|example? code|example|snippet|file',
      'the|some|full|whole|complete|example =example|full|whole|complete? code|snippet|file',
    ],
  },
  {
    act: 'next',
    phrases: [
      '=next =step|one|please|page?',
      'continue|proceed =please?',
      'go|carry|move|read =on|ahead|further =please?',
      "what's|whats|what-is|and =the? next|then",
    ],
  },
];
