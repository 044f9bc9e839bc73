"""English words that say nothing of what a text is about."""

_LISTED = """
    a about above according across actually after afterwards again against ago all almost alone along already also
    although always am amid among an and another any anybody anyone anything anyway are aren't around as aside ask asked
    asking at away back be became because become becomes been before began begin behind being believe believes below
    beside besides best better between beyond big bit both bring but by call called calls came can can't cannot come comes
    coming could couldn't couple currently day days despite did didn't different do does doesn't doing don't done down
    during each earlier early eight either else end ended enough especially etc even ever every everybody everyone
    everything exactly expect expected far feel few fewer find first five following follows for former found four friday
    from full further gave general get gets getting give given gives go goes going gone good got great had hadn't half
    hard has hasn't have haven't having he he'd he'll he's held help her here hers herself high him himself his hold how
    however hundred hundreds i i'd i'll i'm i've if important in include included includes including indeed instead into
    is isn't it it's its itself january february march april may june july august september october november december
    just keep kept kind knew know known knows large largely last late later latest least led left less let let's like
    likely little live lives long longer look looking looks lot lots made mainly make makes making man many matter maybe
    me mean means meanwhile men might million millions billion billions mine monday month months more moreover most
    mostly mr mrs ms much must my myself near nearly need needed needs neither never nevertheless new next night nine no
    nobody none nor not note noted nothing now number of off often ok old on once one ones only onto or other others
    otherwise our ours ourselves out outside over own part particularly past people per percent perhaps person place point
    possible put quite rather really recent recently reported reportedly reports right run said same saturday saw say
    saying says second see seem seemed seems seen self set seven several shall she she'd she'll she's should shouldn't
    show showed shown shows side similar simply since six small so some somebody someone something sometimes soon sort
    spoke statement still stop such sunday sure take taken takes taking talk tell ten than thank thanks that that's the
    their theirs them themselves then there there's therefore these they they'd they'll they're they've thing things think
    third this those though thought thousand thousands three through throughout thursday thus time times to today
    together told tomorrow too took top toward towards tried try trying tuesday turn turned two under unless until up
    upon us use used uses using usually various very via want wanted wants was wasn't way ways we we'd we'll we're we've
    wednesday week weekend weeks well went were weren't what what's whatever when where whether which while who who's
    whole whom whose why will with within without woman women won't word words work worked working would wouldn't wrote
    year years yes yesterday yet you you'd you'll you're you've your yours yourself added adding announced based
    continue continued described explained insisted confirmed warned claimed stressed argued suggested revealed
"""

STOP_WORDS = frozenset(_LISTED.split())
