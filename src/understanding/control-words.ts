import type { DialogueAct, Intent } from './understanding.ts';

/*
 * Words that steer any conversation, whatever the chart is about, in the notation of pattern.ts. They belong to the
 * code because a chart without a single example phrase must still be usable by typing.
 */

export const YES: readonly string[] = [
  'yes|yep|yeah|yup|ya|yea|yess|yas|aye|y|si|ja|oui|da',
  'sure|definitely|absolutely|certainly|obviously|indeed|affirmative|totally|exactly|correct|right|true|agreed',
  'of course',
  'for sure',
  'it|they|we|that|this|there do|does|is|are|will|has|have =so?',
  'i think|guess|believe|suppose so',
  'uh|mm|m huh|hm',
  'you bet',
  'big time',
  '=very much',
];

export const NO: readonly string[] = [
  'no|nope|nah|nay|naw|noo|nein|non|negative|never|n',
  'not really|exactly|at-all|yet|necessarily|particularly|much|quite',
  "don't|doesn't think|believe so",
  "it|they|we|that|there|this isn't|aren't|doesn't|don't|won't|hasn't|haven't",
  'absolutely|definitely|certainly|of-course|sure not',
  'false|wrong|incorrect',
  'i hope not',
  'nothing like|of that|the-sort|the-kind',
];

export const UNSURE: readonly string[] = [
  'no idea|clue',
  'not|never|hardly =sure|certain|clear|100|entirely-sure|quite-sure|totally-sure|really-sure',
  "don't|cannot|can't|couldn't =really|honestly|actually? =know|tell|say|decide",
  "don't|dont know|remember =yet?",
  'dunno|idk|unsure|unclear|undecided|unknown|shrug|beats-me|who-knows|pass|skip',
  '=depends',
  'both|either|neither =really|of-them|of-those|equally|actually|tbh|i-think|i-guess|honestly|sort-of|kind-of?',
  '=both',
  '=bit|little of both|each|everything',
  'mix|mixture|combination',
  'half and half|half',
  '=could be|go either|both|anything',
  'hard|difficult|impossible|tough to say|tell|know|judge',
  'what|which do you recommend|suggest|think',
  'you tell|choose|decide|pick =me?',
  'whatever|dealer|up-to-you|your-call|surprise-me',
  'maybe|perhaps|possibly|probably-both',
  'how|where would|do|can|could|should i|we|you =know|find|tell|check|measure|see|figure',
  "haven't|hasn't|never|didn't|not measured|profiled|checked|looked|tested|decided|thought",
  'good|great|excellent question',
  '=fifty fifty',
];

export const CONTROL: readonly { readonly intent: Intent; readonly phrases: readonly string[] }[] = [
  {
    intent: 'why',
    phrases: [
      'why do|would|did|are|must|should you ask|asking|need|want|care|require|wanna',
      'why is that|this|it relevant|important|needed|asked|necessary|a-question|interesting',
      'why|how does|would|should|is that|this|it|the-answer|the-question|my-answer matter|matters|relevant|important|help',
      'why the|that|this question',
      'why ask',
      '=why|wherefore',
      'how come',
      'do|need|want .. that =for',
      'what|how does|has|is that|this|it .. to-do with',
      'what for|difference-does-it-make|difference-does-that-make|difference-would-it-make',
      "what's|what =is|does that|this|it got|have to do",
      'what are you asking|getting|aiming|fishing .. for|at',
      "what's|what =is the|your point|reason|relevance|purpose|idea .. question|asking|that|this",
      'reason|rationale for|behind .. question|asking|that',
      'what depends on',
      'what do|will|would you do|need .. with|for .. answer|info|information|that',
      'who cares',
    ],
  },
  {
    intent: 'back',
    phrases: [
      'undo|revert|backtrack|rewind',
      'go|step|going|jump|take-me|bring-me|move =one? =step? back|backwards',
      '=back =up?',
      'previous|last|prior|earlier question|step|one|answer',
      'take|taking|pull|let-me-take that|it|this|my-answer|my-last-answer back',
      'take back',
      'change|correct|edit|redo|fix|revise|alter|amend|modify my|that|the|an|one previous|last|earlier|first|prior? answer|answers|reply|choice|response',
      'i|we =answered|picked|chose|clicked|pressed|hit|selected|misclicked the? wrong|incorrectly',
      'wrong|bad button|answer|option|choice|click',
      'misclick|misclicked|mis-click|mis-clicked|misclick',
      'scratch|strike|forget|ignore|cancel|disregard|drop that|it|the-last|my-last|what-i',
      "that's|that|this was|is? a? =mistake|typo|wrong",
      'my|a mistake|bad|typo',
      'that was|is =wrong|incorrect',
      "didn't|don't mean that|to|it",
      'i misspoke',
      "i'd|i|let|want|like =me|to|would|like? =change|redo|correct|revise|reconsider =my|that|the|an",
      '=oops|whoops',
      'return to|one previous|step',
      'go to previous|the-previous',
    ],
  },
  {
    intent: 'restart',
    phrases: [
      'start|begin|go|starting|beginning over|again|afresh|anew|fresh|from-scratch|from-zero|from-the-beginning|from-the-top|from-the-start',
      'restart|reset|reboot',
      'from scratch|zero|the-top|the-beginning|the-start',
      'clean|blank slate|sheet|start',
      'fresh start',
      'clear|wipe|forget|drop|erase|throw|scrap|ignore|discard everything|all|it-all|the-whole|away-everything',
      "let|lets|let's|can-we|please start|begin|do|try =this|that|it|the-whole-thing? over|again|fresh|new",
      '=all over again',
      'new conversation|session|chat',
      'back to start|square-one|the-start|the-beginning|zero|the-first-question',
    ],
  },
  {
    intent: 'help',
    phrases: [
      '=help|halp|usage|commands|command|manual|menu|instructions|tutorial',
      'what|which can|could|do you do|help|answer|offer|support|know|handle|cover',
      'what else? .. can you do',
      'how do|does|should|can|to =i|we|one|you|this|it|that? =use|talk|work|interact|operate =you|this|with|bot|here|the-bot|gilbert?',
      'what|which .. commands|options|questions|things|topics .. you|i|available|there|here',
      'what are|is =you|this|gilbert =for|able|about|good?',
      'who are|is you|gilbert|this',
      'what should|can|do|could|may|am i =ask|say|type|write|do|supposed',
      'show|give|list|tell .. =help|commands|options|examples|what-you-can',
      'need|some|get|want =help =please?',
      'how does this|it|the-bot|gilbert work',
      'are you a? bot|human|ai|real',
    ],
  },
  {
    intent: 'smalltalk',
    phrases: [
      'hi|hello|hey|hiya|howdy|heya|yo|morning|evening|afternoon|greetings|hola|sup|gday',
      'good morning|evening|afternoon|day|night|bot|job|stuff|one|work|point|answer',
      'thanks|thx|ty|tnx|cheers|thanx|thank|tysm|merci|danke|gracias|obrigado|kudos',
      'bye|goodbye|cya|later|ciao|goodnight|see-you|see-ya|take-care|have-a-good|have-a-nice|talk-later',
      'nice|cool|awesome|great|perfect|excellent|amazing|neat|sweet|brilliant|wonderful|fantastic|lovely|super|love|wow|lol|haha|hahaha|lmao|rofl|legend|star|genius|clever|smart|rock|rocks|helpful|useful',
      'how are|is|do =you|it|life|things|your|ya =doing|going|day|do|today?',
      "what's|whats up|new",
      "how's|hows =it|life|things|your going|day|doing?",
      'nice|pleased|good|great to|meeting meet|see|you',
      'got|makes it|sense|that',
      'no worries|problem|probs',
      'that|this|it helped|helps|worked|solved',
      'never mind|nevermind',
      "will|i-will|i'll try|do|check|test =that|this|it|out?",
      'ok|okay|k|kk|alright|understood|noted|gotcha|fine|ack|roger',
      "you're|you =are|are? .. welcome|funny|great|awesome|best|good|helpful|nice|cute|smart",
      'are you there|alive|awake|okay',
      'test|testing|ping',
    ],
  },
];

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

/** Words that carry nothing beside a control word or a reply. */
export const FILLERS: ReadonlySet<string> = new Set(
  "um uh umm hmm hm hmmm mm er ah oh ohh eh well so please pls plz thanks thx gilbert bot man dude mate guys folks lol haha sorry hey hi ok okay then now just really honestly tbh imo afaik actually wait no yes and but the a an i i'm it it's that that's this to do me my we can could you would like let let's again too also here there one all is are be go kindly sir buddy bro wtf damn though anyway guess think maybe kinda pretty quite very rather simply bit much moment second sec minute quickly quick for us some of 'm dear friend team question last what".split(
    ' ',
  ),
);
