"""Articles written for the tests of exported layouts: a headline and paragraphs each, of five kinds of news."""

LOCKS = (
    "Strike shuts canal locks for a third week",
    "Barges queued for nine kilometres outside the Tarnow locks on Thursday as keepers walked out for a third week over plans to run the gates from a control room in Brevik.",
    "The Inland Waterways Authority said 140 vessels were waiting, most of them loaded with gravel and animal feed, and that it would open the eastern chamber by hand at the weekend.",
    '"Nobody here is against machines," said Odile Marchand, who speaks for the keepers. "We are against a camera deciding who drowns."',
    "The authority has offered to keep two people at each lock until 2027, and to train the others for work on the dams upstream.",
    "Farmers in the lower valley say their silos will be empty in ten days. The dairy at Holm has begun to bring in feed by road, at twice the price.",
    "Talks are to resume on Monday in the town hall of Tarnow.",
)
RESERVOIR = (
    "Drowned village comes back to light as reservoir falls",
    "The church tower of San Telmo stands clear of the water for the first time in thirty-one years, after a winter in which it rained on eleven days.",
    "Engineers at the Peñalba dam measured the level at 18 percent of capacity this week, four points lower than in the drought of 2005.",
    "Visitors come by the hundred to walk in streets that were flooded in 1962. The mayor, Ramiro Quintela, has put up ropes around the old mill because its walls have gone soft.",
    'His mother was born three doors from the church. "She asked me to look for the fig tree," he said. "There is a stump."',
    "The regional government has forbidden the watering of lawns in 48 towns and may cut the supply at night from the first of June.",
    "Olive growers expect half of a usual harvest, according to their union.",
)
BANK = (
    "Central bank lifts rate to 7.5 percent to stop slide of the dram",
    "The central bank raised its key rate by a full point to 7.5 percent on Wednesday, its fourth increase this year, and said it would sell dollars if the currency kept falling.",
    "Governor Anahit Sarkisova told a news conference that prices in March were 9.8 percent higher than a year before, against a target of 4 percent.",
    "The currency gained two percent after the announcement and lost most of it by evening.",
    "Economists at Lernabank wrote in a note that the next step would depend on wheat, which the country buys abroad, and on what workers send home.",
    '"A rate does not bake bread," said Tigran Abovyan of the bakers\' guild, whose members have asked for a lower tax on flour.',
    "The finance ministry said it would present a supplementary budget before the summer recess.",
)
VERMEER = (
    "Forger's last canvas sold as what it is",
    "A painting that hung in three museums as the work of a Delft master went under the hammer in Ghent on Saturday under the name of the man who made it, a tram driver called Joost Verhulst.",
    "It fetched 212,000 euros, ten times the estimate, from a buyer who bid by telephone and wished to remain unknown.",
    "Verhulst, who died in 1998, baked his canvases in the oven of a pizzeria and rubbed soot into the cracks. He was found out because of a pigment that was not sold before 1935.",
    'The auctioneer, Lieve Claes, said there had been no shame in the room. "People laughed, and then they raised their hands," she said.',
    "Four more of his pictures are thought to be in private hands.",
    "A museum in Antwerp that once owned the work declined to comment.",
)
RERUN = (
    "Island votes again after storm carried off ballot boxes",
    "Voters on Saint Brannoc returned to the polls on Sunday, seven weeks after a storm carried two ballot boxes out to sea and left the election of a council undecided by eleven votes.",
    "Turnout at noon stood at 61 percent, the electoral commissioner, Fergus Tully, told reporters on the steps of the school, which was ringed by sandbags.",
    "The boxes were never found. A fisherman brought in one lid in February.",
    "Both lists promise a new pier; they differ on who should pay for it. The Harbour List wants a levy on day trippers, the Union a loan from the mainland.",
    '"I voted the same way and I will be just as cross," said Mairead Doyle, 83, who came in a wheelbarrow pushed by her grandson.',
    "Results are expected on Monday morning, if the ferry sails.",
)
ARTICLES = (LOCKS, RESERVOIR, BANK, VERMEER, RERUN)
