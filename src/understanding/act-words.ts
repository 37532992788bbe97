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
      'next =up?',
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
  {
    act: 'dispute',
    phrases: [
      'no|nope|nah|wrong|incorrect|nonsense|rubbish|false|really|seriously',
      "that|this|it|that's|it's|they =is|was|looks|sounds|seems|are|look? =so|all|totally|completely|plain|simply|just? wrong|incorrect|nonsense|off|false|rubbish|odd|strange|weird",
      "that|this|it|that's|it's =is|does|can|was? not|isn't|can't|cannot|doesn't|wasn't =be|look|sound|seem|quite|make|add? right|correct|true|so|plausible|sense|up|possible",
      "i|we =really|do? disagree|doubt|don't|not =agree|believe|think|buy? =it|that|this|you|so|with-that|with-it|with-you?",
      'are|is you|that|it =really|very|quite|absolutely|totally? sure|certain|confident|right|correct =about|of? =that|this|it?',
      'how sure|certain|confident|reliable|accurate|exact|good =are|is? =you|that|this|it|they|the-numbers|the-figures|the-estimate? =about|of? =that|this|it?',
    ],
  },
  {
    act: 'why-not',
    phrases: [
      'why not|no',
      "why =don't|didn't|won't|wouldn't|shouldn't|can't|couldn't|cannot you|we|i",
      'can|could|may|should|shall|would|will i|we|you|it|they|one .. instead',
      "is|are|would|isn't|aren't|wouldn't|won't ... better|simpler|easier|enough|faster|cheaper|sufficient|overkill",
      'instead of',
      'rather than',
    ],
  },
  {
    act: 'reckoning',
    phrases: [
      'how did|have|has you =get|got|come|came|arrive|calculate|compute|count|derive|reach|estimate|find|work',
      'how do you calculate|compute|derive|estimate',
      "that|this|it|that's|it's|there =is|are|seems|looks|sounds? =far|way|much? too many|few|much|high|low|big|small",
      'too many|few|much =workers|processes|threads|cores|hosts|coroutines|memory',
      '=far|=way|=much too many|few|much =workers|processes|threads|cores|hosts|coroutines|memory?',
      'how is|was|were|are that|this|it|the|these|those .. calculated|computed|counted|derived|estimated|found|reached',
      'where do|does|did =the|that|this|these|those|your? <n> =come|from|requests|processes|cores|per|a|mib|mb|gb?',
      'where do|does|did =the|that|this|these|those|your|all? number|figure|estimate|range|that|it|these|those come',
      'why =is|are|exactly|only|just|the? =it|that|this|there|only|just? <n>',
      'why =so|that|this? many|few|much|little',
      'show|explain|give|tell =me|us? =your|the|how-the? =working|maths|math|calculation|calculations|formula|formulas|arithmetic|numbers|figures|estimate|sizing|sums',
      "what|what's|which =is? =the|your? formula|calculation|maths|math|arithmetic",
    ],
  },
];
